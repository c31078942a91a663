import { valueRefused } from '../../errors/template.ts'
import type { Template } from '../compile/compile.ts'
import type { Part } from '../compile/part.ts'
import { excerptOfHole } from '../compile/source.ts'
import type { Building } from './building.ts'
import { Misuse } from '../template-value.ts'
import { describe } from './describe.ts'
import type { NodeValue } from './tree.ts'
import { whereItBelongs } from './where-it-belongs.ts'

/** Where a value stands. */
export interface PartSite {
  readonly part: Part
  readonly template: Template
  /** The literal: others with the same text share the template. */
  readonly strings: TemplateStringsArray
  readonly building: Building
  /** What the part held before. */
  readonly old: NodeValue
}

/** Says that a value cannot stand there. */
export function refuse(value: unknown, { part, strings }: PartSite, where: string, remedy: string): Error {
  return valueRefused({
    excerpt: excerptOfHole(strings, part.index),
    value: describe(value),
    where,
    remedy: remedyFor(value) ?? remedy,
  })
}

/** What to write instead, where the value itself says it. */
function remedyFor(value: unknown): string | null {
  if (value instanceof Misuse) return value.remedy
  if (value instanceof Date) return 'Say how it is to be written: ${date.toISOString()}.'
  return whereItBelongs(value)
}
