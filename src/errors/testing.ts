import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** `overwire/testing` found no jsdom. */
export const testingNeedsJsdom: ErrorDefinition<Record<string, never>> = defineError(
  'testing-needs-jsdom',
  () => `"overwire/testing" needs jsdom, which is not installed or cannot be loaded.

It runs the browser's script on jsdom, and applications that do not test with it need not have it.

npm install --save-dev jsdom`,
)

/** A page of a visit has a hook that the test did not give. */
export const hookNotGiven: ErrorDefinition<{ name: string; address: string }> = defineError(
  'hook-not-given',
  ({ name, address }) => `The page has the hook "${name}", whose script ${address} is not run here.

Scripts of a page may import anything that browsers find, so "overwire/testing" runs none of them. Give the hook to the visit; what
draws or measures belongs in a real browser, and here something that says what it was given does:

import script from './public${address}'
await using user = await visit(app, '/', { hooks: { ${JSON.stringify(name)}: script } })`,
)

/** The page of a visit could not be loaded. */
export const pageNotLoaded: ErrorDefinition<{ url: string; reason: string }> = defineError(
  'page-not-loaded',
  ({ url, reason }) => `The page ${url} was not loaded: ${reason}.

A user of "overwire/testing" sees HTML pages of one application. For what another server of yours answers beside it, pass
that server: visit(app, '/', { fetch: (request) => server.fetch(request) })`,
)

/** A page did not become live. */
export const pageNotLive: ErrorDefinition<{
  url: string
  status: string
  patience: number
  crossed: readonly string[]
}> = defineError(
  'page-not-live',
  ({
    url,
    status,
    patience,
    crossed,
  }) => `The page ${url} is not live after ${patience} ms: it is "${status}".

${
  crossed.length > 0
    ? `This crossed the wire:\n${indented(crossed)}`
    : 'Nothing crossed the wire. The socket may have been refused: see what the application logged.'
}`,
)

/** What a user was to act on is not there. */
export const nothingFound: ErrorDefinition<{
  what: string
  words: string
  url: string
  there: readonly string[]
}> = defineError(
  'nothing-found',
  ({ what, words, url, there }) => `There is no ${what} ${words} on ${url}.

${there.length > 0 ? `There is:\n${indented(there)}` : `There is no ${what} at all.`}

Name it as a user would, by its whole text or label, or use a CSS selector.`,
)

/** Several elements are what a user was to act on. */
export const severalFound: ErrorDefinition<{
  what: string
  words: string
  url: string
  found: readonly string[]
}> = defineError(
  'several-found',
  ({ what, words, url, found }) => `More than one ${what} is ${words} on ${url}:
${indented(found)}

A user would not know which one is meant either. Use a CSS selector that only one of them fits:
user.click('#comments li:first-child button')`,
)

/** A user cannot act on what was found. */
export const notUsable: ErrorDefinition<{ element: string; why: string }> = defineError(
  'not-usable',
  ({ element, why }) => `A user cannot do this with ${element}: ${why}.

Nothing was sent. If that is what you test, look at the page instead: user.has('button:disabled')`,
)

/** The browser would not submit this form. */
export const formNotValid: ErrorDefinition<{ form: string; fields: readonly string[] }> = defineError(
  'form-not-valid',
  ({ form, fields }) => `The browser does not submit ${form}, because fields in it are not valid:
${indented(fields)}

Nothing was sent. Fill them in, or write "novalidate" on the form if the server alone is to judge.`,
)

/** The page did not come to rest. */
export const notSettled: ErrorDefinition<{ patience: number; waiting: readonly string[] }> = defineError(
  'not-settled',
  ({ patience, waiting }) => `The page has not come to rest after ${patience} ms. It waits for:
${indented(waiting)}

If a handler is meant to take that long, act without waiting and say what to wait for:
await user.click('Import', { settle: false })
await user.until(() => user.has('#done'))`,
)

/** What a test waited for did not come. */
export const neverTrue: ErrorDefinition<{ patience: number; condition: string; page: string }> = defineError(
  'never-true',
  ({ patience, condition, page }) => `This was not true within ${patience} ms:
  ${condition}

The page shows:
  ${page}`,
)

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n')
}
