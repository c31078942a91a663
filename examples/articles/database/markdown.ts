import MarkdownIt from 'markdown-it'

// HTML in the Markdown is shown as text, so that an article can never bring markup of its own.
const markdown = new MarkdownIt({ html: false })

/** The HTML of a text in Markdown. */
export function renderMarkdown(text: string): string {
  // Long lines scroll, and by the keyboard only what can have the focus does.
  return markdown.render(text).replaceAll('<pre>', '<pre tabindex="0">')
}
