/**
 * Overwire: realtime single-page applications in TypeScript alone, with HTML over the wire.
 *
 * ```ts
 * import { createApp, html, LiveView } from 'overwire'
 * import { serve } from 'overwire/node'
 *
 * class Counter extends LiveView {
 *   count = 0
 *   render() {
 *     return html`<h1>${this.count}</h1>
 *       <button @click=${() => this.count++}>Add</button>`
 *   }
 * }
 *
 * const app = createApp()
 * app.live('/', Counter)
 * await serve(app, { port: 3000 })
 * ```
 */

// --- templates ---

export { html } from './template/html.ts'
export type { TemplateContent, TemplateResult, TemplateValue } from './template/template-value.ts'
export {
  attrs,
  classMap,
  foreign,
  guard,
  keyed,
  repeat,
  styleMap,
  unsafeHTML,
} from './template/directives.ts'
export { choose, ifDefined, join, map, nothing, range, when } from './template/helpers.ts'
export { portal } from './template/portal.ts'
export type { EventBinding, Expansion, RawValue } from './template/template-value.ts'
export type { RepeatOptions } from './template/directives.ts'
export type {
  LiveDropEvent,
  LiveEvent,
  LiveEventOf,
  LiveKeyboardEvent,
  LivePointerEvent,
  LiveScrollEvent,
  LiveTransferEvent,
  LiveWheelEvent,
  TransferredFile,
} from './template/live-event.ts'

// --- views and components ---

export { LiveView } from './view/live-view.ts'
export type { StartInfo } from './view/live-view.ts'
export { Component, component } from './view/component.ts'
export type { ComponentClass, ComponentOptions } from './view/component.ts'
export { lazy } from './view/lazy.ts'
export type { LazyOptions } from './view/lazy.ts'
export type { Live, NavigateOptions, SubscribeOptions } from './view/live.ts'
export type { AwaitedOptions, LateOptions, LoadOptions } from './view/fetching.ts'
export type { Load, LoadCases } from './view/load.ts'
export type { PageOfRows, PageRequest, Pages, PagesOptions, RowsOptions } from './view/pages.ts'
export type { Stored, StoredChange, StoredOptions } from './view/stored.ts'
export type { Stream, StreamOptions } from './view/stream.ts'
export type { StreamLimit, StreamPlace } from './view/stream-keys.ts'
export type { Task, TaskValue } from './view/task.ts'
export { transient } from './view/transient.ts'
export { focusTrap } from './view/focus-trap.ts'
export type { FocusTrapOptions } from './view/focus-trap.ts'
export { sortable } from './view/sortable.ts'
export type { SortableOptions, SortableTexts } from './view/sortable.ts'
export { virtual } from './view/virtual/virtual.ts'
export type { VirtualOptions } from './view/virtual/virtual.ts'
export type { RowsRequest, RowsSource } from './view/virtual/virtual-rows.ts'
export { bind } from './view/controls/bind.ts'
export { form } from './view/forms/form.ts'
export type { Form } from './view/forms/form.ts'
export type { FormOptions } from './view/forms/form-options.ts'
export type { FormRow } from './view/forms/form-row.ts'
export type { FieldCheck } from './view/forms/form-checks.ts'
export type { ControlOptions } from './view/controls/bound-value.ts'
export { chain, on, onRow } from './view/on.ts'
export type { FormErrors, FormEvent, InvalidFormEvent } from './view/form-schema.ts'
export type { HandlerOptions, LimitedEvent, LocalOptions, Overlap } from './view/handler-options.ts'
export type { Rate } from './view/rate.ts'
export {
  appear,
  disappear,
  every,
  mounted,
  onDocument,
  onResize,
  onWindow,
  outside,
} from './view/observers.ts'
export type {
  ElementSize,
  LiveResizeEvent,
  Observer,
  ObserverOptions,
  TargetOptions,
  ViewOptions,
} from './view/observers.ts'
export type { StandardSchema } from './view/standard-schema.ts'
export { dispatch, focus, scrollTo } from './view/commands/plain.ts'
export { hook, withSchema } from './view/hook.ts'
export type { HookTarget } from './view/live-hooks.ts'
export type { HookHandlers, HookName, HookOptions } from './view/hook.ts'
export { failed, notFound, redirect } from './view/signals.ts'
export type { Context } from './view/context.ts'
export { defineSession } from './view/session.ts'
export type { SessionChange, SessionDefinition, SessionOf } from './view/session.ts'
export type { Head, HeadLink, OpenGraph, OpenGraphImage } from './view/head.ts'

// --- routes ---

export { route } from './view/route.ts'
export type { RawSearch, Route, RouteCache, RouteOptions } from './view/route.ts'
export { href } from './view/href.ts'
export { gate } from './view/gate.ts'
export type { Gate, GateVisitor } from './view/gate.ts'
export type { Layout, LayoutFunction, LayoutProps } from './view/layout.ts'
export type { RouteParams } from './view/pattern.ts'

// --- the application ---

export { createApp } from './server/app.ts'
export type { App } from './server/app.ts'
export type { ViewClass } from './server/view-class.ts'
export type { RouteGroup, RouteGroupOptions } from './server/routes.ts'
export type { HandlerContext, RequestHandler } from './server/request-handlers.ts'
export type { AppHandler, UpgradeAnswer } from './server/app-handler.ts'
export type { AppOptions } from './server/settings.ts'
export type { Limits } from './page/limits.ts'
export type { CustomTypes } from './pubsub/custom-types.ts'
export { createMemoryPubSub } from './pubsub/memory.ts'
export type { MemoryPubSubOptions } from './pubsub/memory.ts'
export type { Position, PubSub, TopicListener } from './pubsub/pubsub.ts'
export type { ActionPage } from './server/action-page.ts'
export type { ActionHandler, ActionOptions, ActionRequest } from './server/actions.ts'
export type { Content } from './template/output/render-content.ts'
export type { Engine } from './server/content.ts'
export type { ContextExtension, ExtendContext, RequestContext } from './server/context.ts'
export type { DocumentParts, DocumentTemplate } from './server/document.ts'
export type { DocumentHandler, PageContent, PageOptions } from './server/document-page.ts'
export type { PageHandle } from './server/foreign-page.ts'
export type { GroupOperations } from './server/groups.ts'
export type { ForeignPeerInfo, ForeignRequest, PeerInfo } from './server/incoming.ts'
export type { LocaleOptions } from './server/locale.ts'
export type { Logger } from './server/logger.ts'
export type { Middleware } from './server/middleware.ts'
export type { Operations, UrlOptions } from './server/operations.ts'
export type { ResponseHeaders } from './server/response-headers.ts'
export type { SessionHandle } from './server/session-handle.ts'
export { OverwireError } from './errors/overwire-error.ts'
