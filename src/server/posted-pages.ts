import { runForAnswer, type Answered } from '../circuit/answer-run.ts'
import { formsIn, fillIn, renderVisit, settle, submitPartOf } from '../page/posted-forms.ts'
import type { Visit } from '../page/visit.ts'
import type { EventRefusal } from '../protocol/messages.ts'
import type { FlashMessage } from '../view/flash-message.ts'
import type { Posting } from '../view/posting.ts'
import { loginOf, sessionOf } from './context.ts'
import type { FormToken } from './form-tokens.ts'
import type { Incoming } from './incoming.ts'
import type { LivePage } from './live-page.ts'
import type { PageRenderer, PageRendererOptions } from './page-renderer.ts'
import type { PostedForm } from './read-post.ts'
import { setHeaders } from './response-headers.ts'
import type { ViewTarget } from './route-target.ts'
import type { RouteMatch } from './router.ts'
import { visitorOf } from './visitor.ts'

/** A POST of a form of a view. */
export interface ViewPost {
  readonly match: RouteMatch<ViewTarget>
  readonly incoming: Incoming
  readonly form: PostedForm
  /** What its `Origin` says: a page that may post here, or nothing. */
  readonly origin: 'ours' | 'unknown'
}

/** What is shown after a POST. */
interface Answer {
  readonly status: 200 | 403 | 409 | 422 | 429
  readonly messages: readonly FlashMessage[]
}

const NOT_SENT: FlashMessage = ['This was not sent. Please look through it and send it again.', 'error']
const AGAIN: Answer = { status: 409, messages: [NOT_SENT] }

/**
 * Answers forms of views that are sent as an ordinary POST, because there is no script or it has not run yet: the view mounts as for a
 * GET, its form gets what was sent, and the handler of its `submit` runs. The page that shows what comes of that is parked as any other, so
 * a script that comes later goes on with it.
 */
export class PostedPages {
  readonly #options: PageRendererOptions
  readonly #pages: PageRenderer

  constructor(options: PageRendererOptions, pages: PageRenderer) {
    this.#options = options
    this.#pages = pages
  }

  /** The answer; null for a request that is refused. */
  async respond(post: ViewPost): Promise<Response | null> {
    const { visits, services, errorPages } = this.#options
    const { incoming, match: route } = post
    try {
      const request = { incoming, route, visitor: visitorOf(incoming, services.random) }
      const mounted = await this.#pages.mount(await visits.open(incoming, route), request)
      if (mounted.kind === 'thrown') return await this.#pages.answerInstead(mounted, incoming)
      const { live, visit, body } = mounted
      const shown = { ...live.document, body: body.html, portals: body.portals }
      if (visit.status !== undefined) return await this.#pages.send(live, shown, visit.status)
      const token = await this.#tokenOf(live, post)
      if (token === null) {
        live.page.stop()
        return null
      }
      const sessionHeaders = this.#options.sessions?.answer(sessionOf(live.context), trusted(post))
      const response = await this.#answerOf(live, visit, { ...post, token })
      const headers = sessionHeaders?.()
      if (headers) setHeaders(response.headers, { ...headers })
      return response
    } catch (error) {
      this.#pages.report(error, route.pattern)
      return errorPages.failure(error)
    }
  }

  /** Null for one that is not trusted: neither its `Origin` nor its token says that it is from a page of this visitor. */
  async #tokenOf(live: LivePage, { form, origin }: ViewPost): Promise<FormToken | null> {
    const owner = { visitor: live.visitor.id, login: loginOf(live.context) }
    const token = await this.#options.forms.open(form.token, owner)
    return origin === 'ours' || token.kind === 'own' ? token : null
  }

  async #answerOf(
    live: LivePage,
    visit: Visit,
    post: ViewPost & { readonly token: FormToken },
  ): Promise<Response> {
    const { match: route, incoming } = post
    try {
      const { status, messages } = await this.#run(live, post)
      const { html, portals } = await live.renderAgain(visit, renderVisit)
      const page = { ...live.document, body: html, portals }
      return await this.#pages.send(live, page, status, [...live.takeMessages(), ...messages])
    } catch (thrown) {
      if (!live.hasReported(thrown)) this.#pages.report(thrown, route.pattern)
      const { messages, visitor } = live
      live.page.stop()
      const opening = this.#options.visits.after(visit, thrown)
      const instead = await this.#pages.mount(opening, { incoming, route, visitor })
      if (instead.kind === 'thrown')
        return this.#pages.answerInstead(
          { ...instead, messages: [...messages, ...instead.messages] },
          incoming,
        )
      const { html, portals } = instead.body
      const page = { ...instead.live.document, body: html, portals }
      return this.#pages.send(instead.live, page, instead.visit.status, messages)
    }
  }

  /** Throws what its handler has thrown, and where that leads to. */
  async #run(live: LivePage, post: ViewPost & { readonly token: FormToken }): Promise<Answer> {
    const { page } = live
    const { form, token, match } = post
    const posting = postingOf(live, form, token)
    if (!posting) return AGAIN
    if (token.carried !== undefined) {
      posting.restore(token.carried)
      await settle(page)
    }
    await fillIn(page, posting, form.sent)
    const isKnown =
      token.kind === 'own' || (token.kind === 'public' && match.target.route?.cache !== undefined)
    const part = isKnown ? submitPartOf(page, posting) : null
    const answer = part ? this.#answerTo(await this.#runPart(live, part, form.sent), posting) : AGAIN
    // It may show other controls by now.
    await settle(page)
    posting.conceal()
    return answer
  }

  async #runPart(
    live: LivePage,
    part: NonNullable<ReturnType<typeof submitPartOf>>,
    sent: FormData,
  ): Promise<Answered> {
    const { page } = live
    const { services } = this.#options
    const entries = [...sent].map(
      ([name, value]) => [name, typeof value === 'string' ? value : value.name] as const,
    )
    const answered = await runForAnswer({ page, services, visitor: live.visitor.id, part, form: entries })
    if (answered.failure) {
      // The run has reported it.
      page.runtime.reported = answered.failure
      throw answered.failure.error
    }
    // Not an error: it says where the request goes on.
    // oxlint-disable-next-line typescript/only-throw-error
    if (page.runtime.signal) throw page.runtime.signal
    return answered
  }

  #answerTo({ outcome }: Answered, posting: Posting): Answer {
    const refusal = typeof outcome === 'object' && outcome[0] === 'refused' ? outcome[2] : null
    if (refusal !== null) return { status: statusOf(refusal), messages: [] }
    return { status: posting.isInvalid ? 422 : 200, messages: [] }
  }
}

function statusOf(refusal: EventRefusal): Answer['status'] {
  if (refusal === 'too-often') return 429
  return refusal === 'invalid' ? 422 : 403
}

/** Its token says that it is from a page of its visitor: then it needs no `Origin` to change the session. */
function trusted({ incoming, origin }: ViewPost): Incoming {
  if (origin === 'ours') return incoming
  return { ...incoming, headers: incoming.headers.replaceAll(/^origin:.*\n?/gm, '') }
}

/** The form that a POST is of. Its name says which where its page could not say more. */
function postingOf(
  { page }: LivePage,
  { name }: PostedForm,
  { place, kind }: FormToken,
): Posting | undefined {
  const forms = formsIn(page)
  // No handler runs for a foreign one: it is shown what was typed, as far as that is known.
  const isByName = place === '' || kind === 'foreign'
  const named = isByName ? forms.find(({ posting }) => posting.name === name) : undefined
  return (forms.find((each) => each.place === place) ?? named)?.posting
}
