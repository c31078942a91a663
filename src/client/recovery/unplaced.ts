/** Texts that users have typed, and that found no place in the content that came instead. */
import { core } from '../modules/core.ts'
import { isEditable, isSecret, userFields } from './fields.ts'
import { isTouched } from './reload.ts'

/** Notes what is typed now. Called when the other content stands, returns the texts that are nowhere any more. */
export function noteTexts(): () => readonly string[] {
  const before = typedTexts().filter(([field]) => isTouched(field))
  return () => {
    const standing = new Set(typedTexts().map(([, text]) => text))
    const lost = before.filter(([field, text]) => !core.natural(field).isConnected && !standing.has(text))
    return lost.map(([, text]) => text)
  }
}

/** The fields in which something can be typed, with what stands in them; without empty ones. */
function typedTexts(): (readonly [HTMLElement, string])[] {
  return userFields()
    .map((field): readonly [HTMLElement, string] => [field, textOf(field).trim()])
    .filter(([, text]) => text !== '')
}

function textOf(field: HTMLElement): string {
  if (field instanceof HTMLTextAreaElement) return field.value
  if (field instanceof HTMLInputElement) return TYPED.test(field.type) && !isSecret(field) ? field.value : ''
  return isEditable(field) ? field.textContent : ''
}

/** Types of inputs in which words are typed: what was chosen in others is chosen again in a moment. */
const TYPED = /^(text|search|email|url|tel)$/
