/** What a parser makes of HTML: browsers have faults, too. */

/** A node of any parser. */
export interface ParsedNode {
  readonly nodeName: string
  readonly childNodes?: Iterable<ParsedNode>
}

/** A document with this in its body. */
export function documentAround(html: string): string {
  return `<!doctype html><body>${html}`
}

/** The elements of a tree with the places of texts and comments, as a text. */
export function structureOf({ nodeName, childNodes = [] }: ParsedNode): string {
  return `${nodeName.toLowerCase()}(${Array.from(childNodes, structureOf).join(' ')})`
}

/** Thrown where the browser builds another tree of the HTML than the standard. */
export class ParsedOtherwise extends Error {}
