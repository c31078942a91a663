/** The sizes of elements. */
import type { Json } from '../../protocol/differences.ts'
import { notify } from './notify.ts'
import type { Observer, Receiver } from './observer.ts'

export function watchSize(receiver: Receiver): Observer {
  // Tests without a browser have no sizes.
  if (!('ResizeObserver' in globalThis)) return { start() {}, stop() {} }
  let known = ''
  const observer = new ResizeObserver((entries) => {
    const entry = entries.at(-1)
    if (!entry) return
    const detail = sizesOf(entry)
    const size = JSON.stringify(detail)
    // Browsers tell the first time what it is.
    const isOther = known !== '' && known !== size
    known = size
    if (isOther) notify(receiver, new CustomEvent('resize', { detail }))
  })
  return {
    start: () => observer.observe(receiver.element, { box: 'border-box' }),
    stop: () => observer.disconnect(),
  }
}

function sizesOf({ target, borderBoxSize: [border], contentRect }: ResizeObserverEntry): Json {
  const { inlineSize = 0, blockSize = 0 } = border ?? {}
  const isVertical = !getComputedStyle(target).writingMode.startsWith('horizontal')
  const [width, height] = isVertical ? [blockSize, inlineSize] : [inlineSize, blockSize]
  return { width, height, contentWidth: contentRect.width, contentHeight: contentRect.height }
}
