/**
 * Types for the scripts that browsers load: what a hook's module exports, and what `live:outcome` tells.
 *
 * ```js
 * /** @type {import('overwire/client').Hook<{ points: number[] }>} *\/
 * export default {
 *   mounted: ({ element, data }) => new Chart(element, data.points),
 *   updated: ({ data, state: chart }) => chart.show(data.points),
 *   destroyed: ({ state: chart }) => chart.remove(),
 * }
 * ```
 */
export type { Hook, HookPort, MountedHookPort, PushError } from './protocol/hook.ts'
export type { OutcomeDetail } from './client/outcome-event.ts'
