/** Flash messages of a handler that leads elsewhere: the page that loads in this tab shows them. Those of a response are in its HTML. */
import { core } from '../modules/core.ts'
import { flash } from '../modules/flash.ts'
import { keepForNextPage, takeKept } from './tab-storage.ts'

type Message = readonly [text: string, kind: string]

const KEY = 'overwire-flash'

/** From now on keeps what is shown when the server has another page loaded. */
export function keepMessages(): void {
  const { load } = core.performers
  core.performers['load'] = (effect, event) => {
    const shown = core.page.querySelectorAll<HTMLElement>('[data-live-flash]>[data-kind]')
    keepForNextPage(
      KEY,
      [...shown].map((line): Message => [line.textContent, line.dataset['kind'] ?? '']),
    )
    load?.(effect, event)
  }
}

export function showKeptMessages(): void {
  const sent = core.page.querySelector('[data-live-flash=sent]')
  sent?.remove()
  for (const { dataset, textContent } of sent?.querySelectorAll<HTMLElement>('[data-kind]') ?? [])
    flash(['flash', textContent, dataset['kind'] ?? ''])
  // What the function above has kept.
  for (const [text, kind] of takeKept(KEY) as readonly Message[]) flash(['flash', text, kind])
}
