/** Puts texts into the clipboard. */
import { core } from '../modules/core.ts'

/** The value of a control, or the text of an element. */
export function textOf(element: HTMLElement): string {
  // Controls alone have one.
  const { value } = element as Partial<HTMLInputElement>
  return typeof value === 'string' ? value : core.natural(element).innerText
}

export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch (error) {
    core.report('command-failed', `copy: ${String(error)}`)
  }
}
