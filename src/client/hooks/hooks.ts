/** Binds hooks to the trees, the connection and the effects of the page. */
import type { Json } from '../../protocol/differences.ts'
import type { EffectOf } from '../../protocol/effects.ts'
import type { DirectedPart, Hooks } from '../additions.ts'
import { core } from '../modules/core.ts'
import { submitDirected } from '../modules/submit-directed.ts'
import { targetsOf } from '../modules/targets.ts'
import { isOwned } from './owned.ts'
import { PlacedHook, type HookHost } from './placed-hook.ts'
import { createPresent } from './present.ts'
import { createPushes } from './pushes.ts'
import { createScripts, type ScriptAddresses } from './scripts.ts'

/** The type of the events that pushes are. */
const PUSH = 'hook'

export function startHooks(): Hooks {
  const { connection, page, performers, settings } = core
  // The server has made it.
  const addresses = JSON.parse(settings['liveHookScripts'] ?? '{}') as ScriptAddresses
  const scriptOf = createScripts(addresses, (address) => import(address))
  const pushes = createPushes()
  const named = new Set<string>()
  /** What the server is not told yet, as there was no connection. */
  let untold: string[] = []
  const hooks = new WeakMap<DirectedPart, PlacedHook>()
  /** Also those of kept pages. What has gone for good is forgotten with its part. */
  const present = createPresent<PlacedHook>()

  const host: HookHost = {
    get isLive() {
      return !connection.wasLive || connection.state === 'live'
    },
    failed,
    push,
    pushLate: pushes.late,
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
      present.add(placed)
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

  /** What has gone is destroyed before anything that comes is mounted. */
  function look(): void {
    for (const placed of present) if (!placed.stands) placed.look()
    for (const placed of present) placed.look()
    present.update((placed) => placed.stands)
  }

  function connectionChanged(): void {
    look()
    tell()
    // Somebody may have mended what did not load.
    if (connection.state === 'live') for (const placed of present) if (!placed.hasScript) load(placed)
  }

  function failed(name: string, where: string, error: unknown): void {
    const what = `hook "${name}", ${where}`
    if (named.has(what)) return
    named.add(what)
    untold.push(`${what}: ${String(error)}`)
    tell()
    console.error(`Overwire: ${what}:`, error)
  }

  /** What is reported without a connection, as what throws in `disconnected`, would be lost. */
  function tell(): void {
    if (connection.state !== 'live') return
    for (const each of untold) core.report('hook-failed', each)
    untold = []
  }

  // --- from the server ---

  function send([, name, message, payload, selector]: EffectOf<'hook'>): void {
    let problem: Parameters<typeof core.report>[0] = 'missing-target'
    const { targetScope } = core.loaded
    // Behind a page that covers nothing is in the document.
    const targets =
      selector === undefined && !targetScope
        ? undefined
        : new Set<Element>(targetsOf(selector ?? '*', (code) => (problem = code)))
    const found = [...present].filter(
      (placed) =>
        placed.name === name &&
        placed.isBound &&
        (targets ? targets.has(placed.part.element) : placed.stands),
    )
    if (!found[0]) core.report(problem, `hook "${name}" ${selector ?? ''}`)
    for (const placed of found) placed.take(message, payload)
  }

  // --- to the server ---

  function push({ part }: PlacedHook, name: string, payload: Json): Promise<unknown> {
    const { element } = part
    const pushed = pushes.begin(element)
    void submitDirected({
      event: new CustomEvent(PUSH),
      element,
      part,
      payload: () => (pushed.isWanted ? { detail: [name, payload] } : undefined),
      sent: pushed.sent,
      ended: pushed.ended,
    })
    return pushed.answer
  }
}
