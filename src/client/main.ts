/**
 * The client, as the server delivers it: one script that makes the page live. It finds its page's token, and
 * where the server is, on itself.
 */
import { hearEvents } from './events.ts'
import { Roots } from './roots.ts'
import { startSession } from './session.ts'

const script = document.querySelector<HTMLScriptElement>('script[data-live-token]')
if (script) start(script)

function start({ dataset }: HTMLScriptElement): void {
  const { liveToken: token = '', liveSocket: socket = '', liveMorph: morph = '' } = dataset
  // A page may have the script twice. Once is enough.
  delete dataset['liveToken']
  const roots = new Roots({ listen: (type) => listen(type) })
  const { fire, report } = startSession({ token, socket, morph }, roots)
  const listen = hearEvents(roots, fire, report)
  // What users type and choose is seen before any script of the page can keep it from us.
  const edited = (event: Event): void => {
    const [control] = event.composedPath()
    if (control instanceof Element) roots.edited(control)
  }
  addEventListener('input', edited, true)
  addEventListener('change', edited, true)
  addEventListener('reset', ({ target }) => {
    // The form is reset after this event.
    setTimeout(() => {
      if (target instanceof HTMLFormElement) for (const control of target.elements) roots.edited(control)
    })
  })
}
