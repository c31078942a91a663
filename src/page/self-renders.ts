import { endlessRender } from '../errors/page.ts'
import type { ComponentInstance } from './component-instance.ts'

/** How often in a row a component may ask for its own next render. */
const MOST_SELF_RENDERS = 100

/**
 * Finds components that render because they have rendered, without end. What `render`, `changed`, `start` and
 * the loads that they begin ask for is counted; so is a change of props that comes of such a render, when the
 * component's own update made its parent render. Whatever asks from outside (an event, a timer, a message,
 * the props of a parent that was asked) begins the count anew.
 */
export function countSelfRender(instance: ComponentInstance): boolean {
  return ++instance.selfRenders > MOST_SELF_RENDERS
}

/** Something outside of rendering asks for the next render. */
export function asked(instance: ComponentInstance): void {
  instance.selfRenders = 0
  instance.asked = true
}

/**
 * A component takes the place of one with another key. Where nobody has asked for that, its parent makes new
 * keys in each render: then it goes on with the count of the one before.
 */
export function succeed(instance: ComponentInstance, before: ComponentInstance): void {
  if (instance.parent?.asked) return
  instance.selfRenders = before.selfRenders
  instance.isSuccessor = true
}

/** Which component feeds itself, when this one has rendered too often. */
export function endlessOne(instance: ComponentInstance): ComponentInstance {
  return (instance.isSuccessor && instance.parent) || instance
}

/** Its next render throws why: it is reported then, and whoever shows errors shows it. */
export function stopEndless(instance: ComponentInstance): void {
  if (instance.state === 'endless') return
  instance.state = 'endless'
  instance.failure = { error: endlessRender({ name: instance.name, renders: MOST_SELF_RENDERS }) }
  instance.invalidate()
}
