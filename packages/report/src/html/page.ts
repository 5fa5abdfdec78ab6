import { createHash } from 'node:crypto';

import { SCRIPT } from '../look/script.js';
import { STYLE } from '../look/style.js';
import { markup, trusted, type Markup } from './markup.js';

/** A part of the page with a place in its list of contents. */
export interface Section {
  /** Unique on the page. */
  readonly id: string;
  /** For the list of contents. */
  readonly short: string;
  readonly title: string;
  readonly body: Markup;
}

export interface PageOptions {
  readonly title: string;
  /** What stands below the title. */
  readonly lead: Markup;
  readonly sections: readonly Section[];
  /** The last line. */
  readonly foot: string;
}

/**
 * A whole HTML page that needs nothing beside itself. Its policy lets nothing in from anywhere: pictures and sounds lie
 * in the page, and of scripts and styles only the two of this package run, known by their hashes.
 */
export function page({ title, lead, sections, foot }: PageOptions): string {
  const policy = [
    "default-src 'none'",
    'img-src data:',
    'media-src data:',
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<h1>${title}</h1>
${lead}</header>
<nav aria-label="Contents"><ul>${sections.map(
    ({ id, short }) => markup`<li><a href="#${id}">${short}</a></li>`,
  )}</ul></nav>
<main id="content">
${sections.map(sectionMarkup)}</main>
<footer><p>${foot}</p></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.text;
}

const sectionMarkup = ({ id, title, body }: Section): Markup =>
  markup`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${title}</h2>
${body}</section>
`;

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
