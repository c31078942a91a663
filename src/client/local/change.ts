/** How commands change local state. */
import type { LocalChange, LocalData } from '../../protocol/local-expressions.ts'

/** What a control shows, as far as a change reads it. */
export interface Shows {
  readonly value: string
  readonly checked: boolean
}

/** What a field holds after a change; undefined when it does not change. */
export function changed(before: LocalData, change: LocalChange, control: Shows): LocalData | undefined {
  switch (change[0]) {
    case 'set':
      return change[1]
    case 'toggle':
      return !before
    case 'add':
      return Number(before) + change[1]
    case 'checked':
      return control.checked
    case 'value':
      if (typeof before !== 'number') return control.value
      // An empty control holds no number.
      return control.value.trim() === '' ? undefined : Number(control.value)
  }
}
