/** Compares what stands in the page with new content, but for what the client and users write into attributes. */
import { ROOT } from '../marks.ts'
import { core } from '../modules/core.ts'
import { leftBehind } from './left-behind.ts'

const NOT_COMPARED = new RegExp(`^(${ROOT}|data-live-(pending|behind|stale)|open)$`)

export function isEqualList(standing: readonly Node[], next: readonly Node[]): boolean {
  return (
    standing.length === next.length &&
    standing.every((node, index) => {
      const other = next[index]
      return !!other && isEqual(node, other)
    })
  )
}

export function isEqual(standing: Node, next: Node): boolean {
  if (!(standing instanceof Element && next instanceof Element)) return standing.isEqualNode(next)
  return (
    standing.localName === next.localName &&
    attributesOf(standing) === attributesOf(next) &&
    // What a component shows is its own.
    (leftBehind.has(standing) || isEqualList(childrenOf(standing), childrenOf(next)))
  )
}

function attributesOf(element: Element): string {
  const compared = [...core.natural(element).attributes].filter(({ name }) => !NOT_COMPARED.test(name))
  return JSON.stringify(compared.map(({ name, value }) => `${name}=${value}`).toSorted())
}

function childrenOf(element: Element): Node[] {
  return [...core.natural(element).childNodes]
}
