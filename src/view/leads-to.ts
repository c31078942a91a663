/**
 * Whether a link leads to a page, whatever heading of it: a slash at the end makes no difference, and a link that has a
 * search leads to the page only with all of that.
 */
export function leadsTo(href: string, page: URL): boolean {
  if (!URL.canParse(href, page)) return false
  const target = new URL(href, page)
  if (target.origin !== page.origin || bare(target.pathname) !== bare(page.pathname)) return false
  return [...target.searchParams].every(([name, value]) => page.searchParams.getAll(name).includes(value))
}

function bare(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
