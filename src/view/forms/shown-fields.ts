/** What a form learns of its fields when their controls are rendered. */
import type { ExpandedElement } from '../../template/template-value.ts'
import { isFile, takesSeveral } from './form-field.ts'

/** The control of a field of files. */
interface FileControl {
  readonly name: string
  readonly takesSeveral: boolean
}

export class ShownFields {
  /** The keys of all that were shown so far. */
  readonly keys: Set<string> = new Set()
  /** Of those whose values are kept nowhere, and shown by no page that was posted. */
  readonly secret: Set<string> = new Set()
  readonly files: Map<string, FileControl> = new Map()

  note(key: string, element: ExpandedElement): void {
    this.keys.add(key)
    if (isSecret(element)) this.secret.add(key)
    if (!isFile(element)) return
    const name = element.attribute('name')
    this.files.set(key, { name: typeof name === 'string' ? name : key, takesSeveral: takesSeveral(element) })
  }
}

/** Passwords, one-time codes and payment cards. */
function isSecret(element: ExpandedElement): boolean {
  const autocomplete = element.attribute('autocomplete')
  return (
    element.attribute('type') === 'password' ||
    (typeof autocomplete === 'string' && /password|one-time-code|(^|\s)cc-/.test(autocomplete))
  )
}
