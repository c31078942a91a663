/** Dialogs and popovers: browsers open and close them by methods, and their users close them in several ways. */
import type { Observation } from '../../protocol/observations.ts'
import type { DirectiveValue, ExpandedAttribute } from '../../template/template-value.ts'
import { on } from '../on.ts'
import type { BoundValue } from './bound-value.ts'

/** Keeps a dialog or a popover open or closed, and tells when its user does either. */
export function openState(
  isOpen: boolean,
  bound: BoundValue,
  isModal: boolean,
): readonly ExpandedAttribute[] {
  const observation: Observation = ['open', isOpen ? 1 : 0, isModal ? 1 : 0]
  const directive: DirectiveValue = {
    kind: 'directive',
    module: 'Observers',
    data: observation,
    type: 'toggle',
    handler: on((event) => bound.set(event.detail === true, event)),
    closed: false,
  }
  return [['', directive]]
}
