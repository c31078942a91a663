/** Chooses options of a select in HTML. */
import { html as spec, defaultTreeAdapter, parseFragment } from 'parse5'
import { childrenOf, isElement, isText, type Element, type Node, type Root } from '../compile/nodes.ts'

/** The HTML of options, of which the first with this value is selected. */
export function chooseOption(options: string, value: string): string {
  const root = parseFragment(SELECT, options, { sourceCodeLocationInfo: true })
  const option = optionsIn(root).find((each) => valueOf(each) === value)
  const start = option?.sourceCodeLocation?.startTag?.startOffset
  if (option === undefined || start === undefined) return options
  if (option.attrs.some(({ name }) => name === 'selected')) return options
  const end = start + '<option'.length
  return `${options.slice(0, end)} selected${options.slice(end)}`
}

const SELECT = defaultTreeAdapter.createElement('select', spec.NS.HTML, [])

function optionsIn(node: Root | Node): Element[] {
  return childrenOf(node).flatMap((child) =>
    isElement(child) && child.tagName === 'option' ? [child] : optionsIn(child),
  )
}

/** https://html.spec.whatwg.org/#dom-option-value */
function valueOf(option: Element): string {
  const attribute = option.attrs.find(({ name }) => name === 'value')
  return (
    attribute?.value ??
    textOf(option)
      .trim()
      .replace(/[\t\n\f\r ]+/g, ' ')
  )
}

function textOf(node: Node): string {
  return isText(node) ? node.value : childrenOf(node).map(textOf).join('')
}
