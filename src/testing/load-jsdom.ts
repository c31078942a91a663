import type * as jsdom from 'jsdom'
import { testingNeedsJsdom } from '../errors/testing.ts'

/** The library that plays the browser. */
export type Jsdom = typeof jsdom

/** Loads jsdom, which only those have installed who test with it. */
export async function loadJsdom(load: () => Promise<Jsdom> = () => import('jsdom')): Promise<Jsdom> {
  try {
    return await load()
  } catch (cause) {
    throw testingNeedsJsdom({}, { cause })
  }
}
