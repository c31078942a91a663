/** What runs in a page whose clicks are timed. It is there before any script of the page. */

export interface ClickWatch {
  /** Resolves when the page has changed after the last click. */
  answered(): Promise<void>
  /** Milliseconds from each click to the changed page, of those since it was asked last. */
  take(): number[]
}

declare global {
  interface Window {
    clickWatch: ClickWatch
  }
}

window.clickWatch = watchClicks()

/**
 * A click happens when the browser has it of the mouse, not when its listeners are called: what holds them up is
 * part of what a user waits for. It is answered when the texts or nodes of the page have changed.
 */
function watchClicks(): ClickWatch {
  const times: number[] = []
  let clickedAt: number | null = null
  let answered = Promise.resolve()
  let answer = (): void => {}

  addEventListener(
    'click',
    ({ timeStamp }) => {
      clickedAt = timeStamp
      answered = new Promise((resolve) => (answer = resolve))
    },
    true,
  )
  new MutationObserver(() => {
    if (clickedAt === null) return
    times.push(performance.now() - clickedAt)
    clickedAt = null
    answer()
  }).observe(document, { subtree: true, childList: true, characterData: true })

  return { answered: () => answered, take: () => times.splice(0) }
}
