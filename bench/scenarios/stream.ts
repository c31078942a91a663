import { html, LiveView, type TemplateResult } from 'overwire'
import { click, type Scenario } from './scenario.ts'

/** How many tokens an answer has. */
export const TOKENS = 2_000

const WORDS = ['the', 'server', 'holds', 'a', 'tree', 'and', 'sends', 'what', 'changed', 'in', 'it', 'now']

/** An answer that comes token by token, as a language model gives it, each shown as soon as it is there. */
class Answer extends LiveView {
  text = ''

  async *ask(): AsyncGenerator<void> {
    for await (const token of tokens()) {
      this.text += token
      yield
    }
  }

  render(): TemplateResult {
    return html`<button @click=${() => this.ask()}>Ask</button>
      <p>${this.text}</p>`
  }
}

/** Each in a turn of its own, so that none melts into the next. */
async function* tokens(): AsyncGenerator<string> {
  for (let index = 0; index < TOKENS; index++) {
    await new Promise((resolve) => setImmediate(resolve))
    yield ` ${WORDS[index % WORDS.length]}`
  }
}

/** One click, answered by 2,000 tokens in one text. */
export const stream2000: Scenario = {
  name: 'stream2000',
  view: Answer,
  steps: [click('', [0, 0], 1)],
  reset: null,
}
