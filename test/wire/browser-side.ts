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

/** The page of a transcript. */
export interface TranscriptPage {
  /** What stands in its body. */
  readonly body: string
  /** `{renewed}` when it is asked for again. */
  readonly token?: '{token}' | '{renewed}'
  /** Whether it is a page of a route. */
  readonly routes?: true | undefined
}

export function pageOf({ body, token = '{token}', routes }: TranscriptPage): string {
  const settings = `${MODULES} data-live-socket="/_live/socket"${routes ? ' data-live-routes=""' : ''}`
  return `<!doctype html>
<html lang="en">
  <head>
    <title>Transcript</title>
    <script defer src="/client.js" data-live-token="${token}" ${settings}></script>
  </head>
  <body>${body}</body>
</html>`
}
