/** What is stored of a form. */
import type { Content } from './content.ts'

export interface FormRecord {
  readonly content: Content
  readonly saved: Content
  readonly used: readonly string[]
  readonly told: readonly (readonly [key: string, messages: readonly string[]])[]
  readonly step: number
  readonly leftOut: readonly string[]
}

/** The state, and what stands around it. */
export interface CoreRecord extends FormRecord {
  readonly name: string
  readonly shown: readonly string[]
  /** What the browser keeps of it is over, and the browser does not know that yet. */
  readonly sent: boolean | undefined
}
