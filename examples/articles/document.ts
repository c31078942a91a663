import { createDocument } from '../shared/document.ts'

/** The document around every page. What all pages show is in the layout `Site`. */
export const document = createDocument({
  icon: `<rect width="32" height="32" rx="8" fill="#0b6e5f"/>\
<path d="M6 20h5l3-9 4 13 3-8h5" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>`,
})
