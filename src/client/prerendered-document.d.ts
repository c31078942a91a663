/** What TypeScript does not know yet: https://wicg.github.io/nav-speculation/prerendering.html#document-prerendering */
export interface PrerenderedDocument extends Document {
  readonly prerendering?: boolean
  onprerenderingchange?: () => void
}
