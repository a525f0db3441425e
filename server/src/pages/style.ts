import { createHash } from 'node:crypto';

/** The look of every page, as its one inline style. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --back: #f3f4f6; --card: #fff; --text: #1b1f24; --soft: #4b5563; --line: #6b7280; --faint: #d1d5db;
  --accent: #1d4ed8; --on-accent: #fff; --error: #b42318; --error-back: #fef3f2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #14161a; --card: #1d2026; --text: #eceef1; --soft: #b3bac5; --line: #8b93a1; --faint: #3a404a;
    --accent: #8ab4ff; --on-accent: #0b1733; --error: #ff9c92; --error-back: #35191a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--back); color: var(--text); overflow-wrap: anywhere;
  font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
header, main { max-width: 36rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1rem; padding-top: .5rem; padding-bottom: .5rem; }
main { padding-bottom: 2rem; }
.site { margin: 0; font-weight: 600; }
nav ul { display: flex; flex-wrap: wrap; margin: 0 -.5rem; padding: 0; list-style: none; }
nav a, nav span { display: inline-flex; align-items: center; min-width: 44px; min-height: 44px; padding: 0 .5rem; }
nav span { color: var(--soft); }
.card { padding: 1.25rem; border-radius: .75rem; background: var(--card); border: 1px solid var(--faint); }
.card > :last-child { margin-bottom: 0; }
h1 { margin: 0 0 1rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 0 0 .5rem; font-size: 1.25rem; line-height: 1.3; }
p { margin: 0 0 1rem; }
section { margin-top: 1.5rem; padding-top: 1.5rem; border-top: 1px solid var(--faint); }
a { color: var(--accent); text-underline-offset: .15em; }
.titles { margin: 0 0 1rem; padding: 0; list-style: none; font-size: 1.125rem; font-weight: 600; }
.titles li { padding: .25rem 0 .25rem .75rem; border-left: .25rem solid var(--accent); }
.titles li + li { margin-top: .5rem; }
figure { margin: 0 0 1rem; }
figcaption, .hint { color: var(--soft); font-size: .9375rem; }
blockquote { margin: .25rem 0 0; padding-left: .75rem; border-left: .25rem solid var(--faint); }
.field { margin: 0 0 1.25rem; }
label { font-weight: 600; }
.optional { font-weight: 400; color: var(--soft); }
.hint, .error { margin: 0; }
.hint.after { margin-bottom: 1.25rem; }
.hint.below { margin-top: 1.25rem; }
.error { color: var(--error); font-weight: 600; }
.wrong { padding-left: .75rem; border-left: .25rem solid var(--error); }
input:not([type=checkbox]) {
  display: block; width: 100%; min-height: 44px; margin-top: .25rem; padding: .5rem .75rem;
  border: 1px solid var(--line); border-radius: .375rem; background: var(--card); color: var(--text); font: inherit;
}
input[readonly]:not([type=checkbox]) { border-style: dashed; background: var(--back); }
input[aria-invalid]:not([type=checkbox]) { border: 2px solid var(--error); }
.check { display: flex; align-items: flex-start; }
.check input { flex: none; width: 24px; height: 24px; margin: 10px 0; accent-color: var(--accent); }
.check label { padding: .625rem 0 .625rem .75rem; font-weight: 400; }
button, .button {
  display: inline-block; min-height: 44px; padding: .625rem 1.25rem; border: 2px solid var(--accent); border-radius: .375rem;
  background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer;
}
button:hover, .button:hover { text-decoration: underline; }
button.second { background: transparent; color: var(--text); border: 1px solid var(--line); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.summary { margin: 0 0 1.5rem; padding: 1rem; border: 2px solid var(--error); border-radius: .375rem; background: var(--error-back); }
.summary ul { margin: 0; padding: 0; list-style: none; }
.summary li, .summary li a { color: var(--error); font-weight: 600; }
.summary li a { display: inline-block; padding: .625rem 0; }
@media (min-width: 30rem) {
  main { padding-top: 1rem; }
  .card { padding: 2rem; }
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; align-items: end; }
}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Policy under which a page works: its own style, forms to its own site, nothing else. */
export const contentSecurityPolicy = (): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    "img-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
