/**
 * Components that an action has mounted and that the present circuit does not know, by their containers. They stay as
 * they are, and the action that mounted them may mount them again.
 */
import type { ChildPart } from '../child-part.ts'

export const leftBehind: WeakMap<Node, ChildPart> = new WeakMap()
