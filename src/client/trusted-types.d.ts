/** The part of https://w3c.github.io/trusted-types/dist/spec/ that is used here; TypeScript does not know it. */
export interface TrustedTypesWindow {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createHTML: (html: string) => string },
    ): { createHTML(html: string): string }
  }
}
