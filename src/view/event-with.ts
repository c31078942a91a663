import type { LiveEvent } from '../template/live-event.ts'

/** The same event with other fields. Its own are read where they are: they may be private there. */
export function eventWith(event: LiveEvent, fields: object): LiveEvent {
  return new Proxy(event, {
    get(target, name) {
      const value: unknown = Reflect.get(Object.hasOwn(fields, name) ? fields : target, name)
      // `bind` is typed as giving anything.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}
