import { html } from 'overwire'
import { baseStyle } from '../shared/shared-files.ts'
import { createDocument } from '../shared/document.ts'

/** The document around every page. What stands in portals is shown behind it. */
export const document = createDocument({
  icon: `<rect width="32" height="32" rx="8" fill="#0f6b5c"/>\
<path d="M8 10h16M8 16h16M8 22h10" stroke="#fff" stroke-width="3" stroke-linecap="round"/>`,
  head: html`${baseStyle}<link rel="stylesheet" href="/vendor/uplot.css" />`,
  end: html`<div id="modals"></div>`,
})
