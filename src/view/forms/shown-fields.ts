/** What a form learns of its fields when their controls are rendered. */
import type { ExpandedElement } from '../../template/template-value.ts'
import { filesOf, isFile, takesSeveral } from './form-field.ts'

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
  readonly #files = new Map<string, FileControl>()

  note(key: string, element: ExpandedElement): void {
    this.keys.add(key)
    if (isSecret(element)) this.secret.add(key)
    if (!isFile(element)) return
    const name = element.attribute('name')
    this.#files.set(key, { name: typeof name === 'string' ? name : key, takesSeveral: takesSeveral(element) })
  }

  /** What a form that is sent says of the fields of files among those that are in the page: it has nothing of others, as those of another step. */
  *filesIn(form: FormData, standing: ReadonlySet<string>): Generator<readonly [key: string, names: unknown]> {
    for (const [key, { name, takesSeveral: areSeveral }] of this.#files) {
      if (!standing.has(key)) continue
      // Of files it has the names alone, and an empty one where none is chosen.
      yield [key, filesOf(form.getAll(name).map(String).filter(Boolean), areSeveral)]
    }
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
