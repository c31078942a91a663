import { notFound } from 'overwire'

/** The id that stands in an address. Whatever is none leads to the page that says so. */
export function idOf(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : notFound()
}
