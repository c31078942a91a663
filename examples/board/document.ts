import { html } from 'overwire'
import { baseStyle } from '../shared/shared-files.ts'
import { createDocument } from '../shared/document.ts'

/** The document around the board. What stands in portals is shown behind it. */
export const document = createDocument({
  icon: `<rect width="32" height="32" rx="8" fill="#3b4cca"/>\
<path d="M8 8h4v16H8zM14 8h4v10h-4zM20 8h4v13h-4z" fill="#fff"/>`,
  head: html`${baseStyle}<link rel="stylesheet" href="/vendor/uplot.css" />
    <script type="module" src="/elements/label-picker.js"></script>`,
  end: html`<div id="modals"></div>`,
})
