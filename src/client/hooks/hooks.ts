/** Binds hooks to the trees, the connection and the effects of the page. */
import type { Json } from '../../protocol/differences.ts'
import type { EffectOf } from '../../protocol/effects.ts'
import type { DirectedPart, Hooks } from '../additions.ts'
import { core } from '../modules/core.ts'
import { isOwned } from './owned.ts'
import { PlacedHook, type HookHost } from './placed-hook.ts'
import { createPushes, type Announced, type Push } from './pushes.ts'
import { createScripts, type ScriptAddresses } from './scripts.ts'

/** The type of the events that pushes are. */
const PUSH = 'hook'

/** Between two tries to load the module that events are sent by. */
const PAUSE = 1_000

export function startHooks(): Hooks {
  const { connection, page, performers, settings } = core
  // The server has made it.
  const addresses = JSON.parse(settings['liveHookScripts'] ?? '{}') as ScriptAddresses
  const scriptOf = createScripts(addresses, (address) => import(address))
  const pushes = createPushes()
  const named = new Set<string>()
  const hooks = new WeakMap<DirectedPart, PlacedHook>()
  /** Also those of kept pages. What has gone for good is forgotten with its part. */
  const all = new Set<WeakRef<PlacedHook>>()
  let isFollowing = false

  const host: HookHost = {
    get isLive() {
      return !connection.wasLive || connection.state === 'live'
    },
    failed,
    push,
    left: pushes.left,
    keepOrder: (element) =>
      void core.loadModule('liveRecovery').then(() => core.loaded.liveRecovery?.keepOrder(element)),
  }

  core.onChange(look)
  new MutationObserver(connectionChanged).observe(page.documentElement, {
    attributeFilter: ['data-live-status'],
  })
  // Another one keeps the order of what it has taken.
  performers[PUSH] ??= send
  performers['reply'] = ([, event, reply]: EffectOf<'reply'>) => pushes.replied(event, reply)

  return { bind, isOwned, send }

  function bind(part: DirectedPart, value: Json | undefined): void {
    // The server has made it: the name, and the data.
    const [name, data = null] = (value ?? []) as [string?, Json?]
    let placed = hooks.get(part)
    if (placed && placed.name !== name) {
      placed.unbind()
      hooks.delete(part)
      placed = undefined
    }
    if (name === undefined) return
    if (!placed) {
      placed = new PlacedHook(name, part, host)
      hooks.set(part, placed)
      all.add(new WeakRef(placed))
      load(placed)
    }
    placed.show(data)
  }

  function load(placed: PlacedHook): void {
    scriptOf(placed.name).then(
      (hook) => placed.arrived(hook),
      (error: unknown) => failed(placed.name, 'its script', error),
    )
  }

  function* each(): Generator<PlacedHook> {
    for (const reference of all) {
      const placed = reference.deref()
      if (placed) yield placed
      else all.delete(reference)
    }
  }

  /** What has gone is destroyed before anything that comes is mounted. */
  function look(): void {
    for (const placed of each()) if (!placed.stands) placed.look()
    for (const placed of each()) placed.look()
  }

  function connectionChanged(): void {
    look()
    // Somebody may have mended what did not load.
    if (connection.state === 'live') for (const placed of each()) if (!placed.hasScript) load(placed)
  }

  function failed(name: string, where: string, error: unknown): void {
    const what = `hook "${name}", ${where}`
    if (named.has(what)) return
    named.add(what)
    core.report('hook-failed', `${what}: ${String(error)}`)
    console.error(`Overwire: ${what}:`, error)
  }

  // --- from the server ---

  function send([, name, message, payload, selector]: EffectOf<'hook'>): void {
    let isFound = false
    for (const placed of each()) {
      if (placed.name !== name || !placed.stands) continue
      if (selector !== undefined && !core.natural(placed.part.element).matches(selector)) continue
      isFound = true
      placed.take(message, payload)
    }
    if (!isFound) core.report('missing-target', `hook "${name}" ${selector ?? ''}`)
  }

  // --- to the server ---

  async function push({ part }: PlacedHook, name: string, payload: Json): Promise<unknown> {
    const { element } = part
    const pushed = pushes.begin(element)
    const edits = core.loaded.liveEdits ?? (await loadEdits())
    follow(edits)
    const event = new CustomEvent(PUSH)
    edits.submit({ event, target: element, element, part, send: () => submit(pushed, part, [name, payload]) })
    return pushed.answer
  }

  function submit(pushed: Push, part: DirectedPart, detail: Json): number {
    const { element } = part
    return pushes.send(pushed, () =>
      core.pushEvent(PUSH, part.path(), { detail }, { element, origin: element }),
    )
  }

  /** The module that keeps events in their order. */
  async function loadEdits(): Promise<NonNullable<typeof core.loaded.liveEdits>> {
    for (;;) {
      await core.loadModule('liveEdits')
      const edits = core.loaded.liveEdits
      if (edits) return edits
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
  }

  /** Hears from now on how events end. */
  function follow(edits: NonNullable<typeof core.loaded.liveEdits>): void {
    if (isFollowing) return
    isFollowing = true
    const { end } = edits
    edits.end = (event, isDone) => {
      pushes.ended(event, isDone)
      end(event, isDone)
    }
    const announced = ({ target, detail }: CustomEvent<Announced>): void =>
      pushes.announced(target instanceof Element ? target : null, detail)
    // The client dispatches no other events of this type.
    page.addEventListener('live:outcome', announced as EventListener, true)
  }
}
