import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { configOf, serverUrl, siteName, siteUrl } from '../shared/config';
import { Refusal } from '../shared/errors';
import type { LimitName } from '../shared/limits';
import { acceptedLocales, type Locale, pickLocale } from '../shared/locales';
import { service } from '../shared/services';
import type { CommonView, FrameOptions } from './frame';
import { contentSecurityPolicy } from './style';

/** `locale`: the language of what the page is about, if it has one. */
export type Shown<View> = { view: View; status: number; locale?: string | null };

type Page<View> = {
  /** As in the address, below that of the server. */
  path: string;
  isOpen(): boolean;
  render(view: View | CommonView, locale: Locale, options: FrameOptions): string;
};

/** A value of the query string; one that is given twice counts as not given. */
export const single = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** How a page that the plugin serves itself answers. It asks for no script and trusts no site. */
export const createAnswering = <View>(
  strapi: Core.Strapi,
  { path, isOpen, render }: Page<View>,
) => {
  const show = (
    ctx: Context,
    { view, status, locale }: Shown<View | CommonView>,
    asked: string | undefined,
  ) => {
    const browser = acceptedLocales(ctx.get('Accept-Language'));
    const chosen = pickLocale([asked, locale, ...browser], configOf(strapi).defaultLocale);
    ctx.status = status;
    ctx.type = 'html';
    ctx.set({
      'Content-Security-Policy': contentSecurityPolicy(),
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
    });
    ctx.vary('Accept-Language');
    ctx.body = render(view, chosen, {
      siteName: siteName(strapi),
      siteUrl: siteUrl(strapi),
      action: new URL(serverUrl(strapi)).pathname.replace(/\/$/, '') + path,
    });
  };

  const failure = (error: unknown): Shown<CommonView> => {
    if (error instanceof Refusal && error.status === 429)
      return { view: { kind: 'too-many' }, status: 429 };
    strapi.log.error(`participation: the page ${path} failed`, error);
    return { view: { kind: 'unavailable' }, status: 500 };
  };

  /** Answers with a page whatever happens, in the language asked for, and leaves no token in the logs. */
  return async (
    ctx: Context,
    limit: LimitName,
    asked: string | undefined,
    work: () => Promise<Shown<View>>,
  ) => {
    // Strapi logs the address of a request once it is answered.
    ctx.url = ctx.path;
    if (!isOpen()) return ctx.notFound();
    const seconds = await service(strapi, 'limits').secondsToWait(limit, ctx.request.ip);
    if (seconds !== null) {
      ctx.set('Retry-After', String(seconds));
      return show(ctx, { view: { kind: 'too-many' }, status: 429 }, asked);
    }
    return show(ctx, await work().catch(failure), asked);
  };
};
