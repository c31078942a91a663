/** Refuses holes where no part can be. */
import { holeMisplaced } from '../../errors/template.ts'
import type { Node } from './nodes.ts'
import { excerpt, type TemplateSource } from './source.ts'

/** What closes the content of an element: it is left to others, or never shown. */
export type Closed = 'foreign' | 'template' | 'shadow'

/** Throws when a hole at this node is in closed content. */
export function refuseClosed(node: Node, closed: Closed | null, source: TemplateSource): void {
  if (closed === null) return
  const offset = node.sourceCodeLocation?.startOffset ?? 0
  throw holeMisplaced({ excerpt: excerpt(source, offset), ...REASONS[closed] })
}

const REASONS: Readonly<Record<Closed, { readonly where: string; readonly remedy: string }>> = {
  foreign: {
    where: 'in an element that is marked with foreign()',
    remedy: `What is in a foreign element is left to others, so a value there would never change. Put it into an attribute of
the element: <div data-points=\${JSON.stringify(points)} \${foreign()}></div>`,
  },
  shadow: {
    where: 'in a shadow root',
    remedy: `What is in a shadow root does not change. Values go into elements that its slots show:
Wrong:  <my-card><template shadowrootmode="open"><b>\${name}</b></template></my-card>
Right:  <my-card><template shadowrootmode="open"><b><slot></slot></b></template>\${name}</my-card>`,
  },
  template: {
    where: 'in <template>',
    remedy: 'The content of <template> is not part of the page. Show it where it belongs when it is needed.',
  },
}
