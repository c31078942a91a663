/** The browser's end of a transcript, whatever plays the browser. */
import { LAZY_MODULES } from '../../scripts/client-script.ts'
import type { Gesture, Sight } from './transcript.ts'

export interface BrowserSide extends AsyncDisposable {
  gesture(gesture: Gesture): Promise<void>
  /** A text comes from the server. */
  receive(text: string): Promise<void>
  loseConnection(): Promise<void>
  /** The server closes the connection. */
  close(code: number): Promise<void>
  findConnection(): Promise<void>
  pass(milliseconds: number): Promise<void>
  /** What was sent since the last time. */
  take(): Promise<string[]>
  /** What is shown now. */
  see(): Promise<Sight>
}

/** Where the page finds the lazy modules. */
const MODULES = LAZY_MODULES.map((name) => `data-live-${name}="/${name}.js"`).join(' ')

/** The page of a transcript, around what stands in its body; `{renewed}` is the token when it is asked for again. */
export function pageOf(body: string, token: '{token}' | '{renewed}' = '{token}'): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <title>Transcript</title>
    <script defer src="/client.js" data-live-token="${token}" ${MODULES} data-live-socket="/_live/socket"></script>
  </head>
  <body>${body}</body>
</html>`
}
