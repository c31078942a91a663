import { formsIn } from '../page/posted-forms.ts'
import { readStoredText, storedText } from '../page/page-record.ts'
import { TOKEN_FIELD } from '../protocol/form-fields.ts'
import type { CustomTypes } from '../pubsub/custom-types.ts'
import { escapeAttribute } from '../template/compile/escape.ts'
import { webCipher, type CipherFactory } from './cipher.ts'
import { loginOf } from './context.ts'
import type { LivePage } from './live-page.ts'
import { NO_TOKEN } from './public-page.ts'
import { SealedTexts } from './sealed-texts.ts'

/** Whose page a form stands in. */
export interface FormOwner {
  readonly visitor: string
  readonly login: string
}

/** What a POST says of the page that its form stood in. */
export interface FormToken {
  /** Which form it is; empty where it does not say. */
  readonly place: string
  /** `own`: of this visitor and login. `public`: of a page that is the same for everybody. `foreign`: of anybody else, or of nobody. */
  readonly kind: 'own' | 'public' | 'foreign'
  /** What the form held that the same view would not know; undefined for nothing. */
  readonly carried: unknown
}

export interface FormTokensOptions {
  readonly secrets: readonly string[]
  readonly types: CustomTypes
  /** No POST holds a longer text. */
  readonly longest: number
}

/** Between the place of a form, which is no secret, and what is sealed. */
const BETWEEN = '~'

/**
 * The tokens of forms that may be sent without a script: which form of the page it is, and sealed, for whom the page was made, and what
 * the form held. They stand at the end of a page, outside of its trees: two responses never have the same.
 */
export class FormTokens {
  readonly #options: FormTokensOptions
  readonly #texts: SealedTexts

  constructor(options: FormTokensOptions) {
    this.#options = options
    this.#texts = new SealedTexts(webCipher(options.secrets, 'form'), options.longest)
  }

  /** Brings a cipher that answers at once, where the platform has one. */
  sealWith(factory: CipherFactory): void {
    this.#texts.cipher = factory(this.#options.secrets, 'form')
  }

  /** The hidden fields for the forms of a page. */
  async fieldsOf({ page, visitor, context }: LivePage): Promise<string> {
    const owner: FormOwner = { visitor: visitor.id, login: loginOf(context) }
    let plain: string | undefined
    let fields = ''
    for (const { place, posting } of formsIn(page)) {
      const { carried } = posting
      const state = carried === undefined ? null : storedText(carried, this.#options.types)
      const token =
        state === null ? (plain ??= await this.#seal(owner)) : await this.#seal(owner, place, state)
      fields += fieldFor(posting.id, place + BETWEEN + token)
    }
    return fields
  }

  /** The same for a page that caches keep: which form it is, and nothing of anybody. */
  publicFieldsOf({ page }: LivePage): string {
    return formsIn(page)
      .map(({ place, posting }) => fieldFor(posting.id, place + BETWEEN + NO_TOKEN))
      .join('')
  }

  /** Reads the token of a POST. How old it is does not matter: its user may have typed for hours. */
  async open(text: string, owner: FormOwner): Promise<FormToken> {
    const [place = '', sealed = ''] = text.split(BETWEEN, 2)
    const foreign: FormToken = { place, kind: 'foreign', carried: undefined }
    if (text === '' || sealed === NO_TOKEN) return { ...foreign, kind: 'public' }
    const content = await this.#texts.open(sealed)
    if (content === null) return foreign
    const [visitor, login, of = place, state] = content
    if (visitor !== owner.visitor || login !== owner.login || of !== place) return foreign
    const carried = typeof state === 'string' ? readStoredText(state, this.#options.types) : undefined
    return { place, kind: 'own', carried }
  }

  async #seal({ visitor, login }: FormOwner, ...state: readonly string[]): Promise<string> {
    return this.#texts.seal([visitor, login, ...state])
  }
}

/** It belongs to its form by the id of that. */
function fieldFor(form: string, token: string): string {
  return `<input type="hidden" name="${TOKEN_FIELD}" value="${token}" form="${escapeAttribute(form)}">`
}
