import type { Context } from '../view/context.ts'
import type { LiveView, ViewInit } from '../view/live-view.ts'
import type { RouteParams } from '../view/pattern.ts'
import type { KnownOf, PatternOf, Route, SearchOf } from '../view/route.ts'

/** A class of views. */
export type ViewClass = new (init?: ViewInit) => LiveView<object>

/**
 * Nothing when a route gives what the view reads of its params, its search and its context. Otherwise a sentence, which no
 * class is assignable to, so that the compiler shows it.
 */
export type Fits<Target extends string | Route, View extends ViewClass> =
  RouteParams<PatternOf<Target>> extends InstanceType<View>['params']
    ? Readonly<SearchOf<Target>> extends InstanceType<View>['live']['search']
      ? Context & KnownOf<Target> extends InstanceType<View>['live']['context']
        ? unknown
        : `The gate of the route "${PatternOf<Target>}" does not find what the view reads in this.live.context.`
      : `The view reads another search than the route "${PatternOf<Target>}" has: make it a LiveView<typeof route>.`
    : `The pattern "${PatternOf<Target>}" does not capture what the view's params say.`
