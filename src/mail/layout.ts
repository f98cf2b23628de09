import { escapeMarkup } from '../escape.ts'
import type { MailLanguage } from './voice.ts'

/** What a mail is made of, in reading order. Texts are plain: both parts are written from them, escaped where needed. */
export type Block =
  | { kind: 'paragraph'; text: string }
  /** The one link that matters, as a button. */
  | { kind: 'button'; text: string; url: string }
  /** An article as one large link. */
  | { kind: 'article'; title: string; action: string; url: string; excerpt: string | undefined }
  /** A title that is not a link. */
  | { kind: 'title'; text: string }
  | { kind: 'facts'; rows: Fact[] }
  /** Somebody's own words, and whose they are. */
  | { kind: 'quote'; caption: string; text: string }

export interface Fact {
  label: string
  values: string[]
}

export interface Link {
  text: string
  /** http or https; anything else throws. */
  url: string
}

export interface Page {
  language: MailLanguage
  /** Name of the publication, text on top. */
  siteName: string
  subject: string
  blocks: Block[]
  /** Why this mail came, and the way out: small, below. */
  reasons: string[]
  ways: Link[]
}

/** The text part: reads by itself, every link on a line of its own. */
export function renderText({ siteName, blocks, reasons, ways }: Page): string {
  const footer = [...reasons, ...ways.map(({ text, url }) => `${text}:\n${webUrl(url)}`)]
  return [siteName, ...blocks.map(blockText), ['-- ', ...footer].join('\n')].join('\n\n') + '\n'
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'title':
      return block.text
    case 'button':
      return `${block.text}:\n${webUrl(block.url)}`
    case 'article':
      return [block.title, webUrl(block.url), ...(block.excerpt ? ['', block.excerpt] : [])].join(
        '\n',
      )
    case 'facts':
      return block.rows.map(({ label, values }) => `${label}: ${values.join(', ')}`).join('\n')
    case 'quote':
      return `${block.caption}\n${block.text.split('\n').map(quoteLine).join('\n')}`
  }
}

function quoteLine(line: string): string {
  return `> ${line}`.trimEnd()
}

/**
 * The HTML part: one column of 560 px, no images, colours for light and dark. Tables and inline styles, since
 * Outlook lays out with Word and many clients drop `<style>`, which here only adds the dark colours.
 */
export function renderHtml({ language, siteName, subject, blocks, reasons, ways }: Page): string {
  const links = ways.map(({ text, url }) => anchor(url, escapeMarkup(text), style.way, 'small'))
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escapeMarkup(subject)}</title>
<style>${darkColours}</style>
</head>
<body class="page" style="${style.body}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td align="center" style="padding:32px 20px">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0" style="${style.column}">
<tr><td class="line" style="${style.masthead}">${escapeMarkup(siteName)}</td></tr>
<tr><td class="page" style="${style.text}">
${blocks.map(blockHtml).join('\n')}
</td></tr>
<tr><td class="small line" style="${style.small}">
${reasons.map((reason) => `<p style="margin:0 0 6px">${lines(reason)}</p>`).join('\n')}
${links.length === 0 ? '' : `<p style="margin:0">${links.join(' &nbsp;·&nbsp; ')}</p>`}
</td></tr>
</table>
</td>
</tr></table>
</body>
</html>
`
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return paragraphs(block.text)
    case 'title':
      return `<p style="${style.title}">${escapeMarkup(block.text)}</p>`
    case 'button':
      return boxed(
        style.button,
        'button',
        anchor(block.url, escapeMarkup(block.text), style.buttonLink, 'button'),
      )
    case 'article':
      return articleHtml(block)
    case 'facts':
      return `<p style="${style.facts}">${block.rows.map(factHtml).join('<br>\n')}</p>`
    case 'quote':
      return `<p class="small" style="${style.caption}">${escapeMarkup(block.caption)}</p>
<blockquote class="line" style="${style.quote}">${lines(block.text)}</blockquote>`
  }
}

function articleHtml({ title, action, url, excerpt }: Extract<Block, { kind: 'article' }>): string {
  const inner = `<span class="page" style="${style.articleTitle}">${escapeMarkup(title)}</span>
<span class="accent" style="${style.action}">${escapeMarkup(action)}&nbsp;→</span>`
  const more = excerpt === undefined ? '' : `<p style="${style.excerpt}">${lines(excerpt)}</p>`
  return boxed(style.article, 'line', anchor(url, inner, style.articleLink, 'page')) + more
}

/** Outlook ignores padding on links: the box is a table cell. */
function boxed(cell: string, className: string, content: string): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td class="${className}" style="${cell}">${content}</td></tr></table>`
}

/** One value follows its label; several stand below it, as lists of addresses are wider than a telephone. */
function factHtml({ label, values }: Fact): string {
  const name = `<span class="small" style="${style.label}">${escapeMarkup(label)}:</span>`
  return [name, ...values.map(escapeMarkup)].join(values.length === 1 ? ' ' : '<br>')
}

function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 16px">${lines(part)}</p>`)
    .join('\n')
}

function lines(text: string): string {
  return escapeMarkup(text).replaceAll('\n', '<br>')
}

function anchor(url: string, html: string, css: string, className: string): string {
  return `<a class="${className}" href="${escapeMarkup(webUrl(url))}" style="${css}">${html}</a>`
}

/** Links come from our settings and verified articles; that they are web links is still checked here, once for all. */
function webUrl(url: string): string {
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError('not a web link')
  return href
}

const sans = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
const serif = "font-family:Georgia,'Times New Roman',serif"

/** Line height 1.6: Vietnamese marks need the room. */
const style = {
  body: `margin:0;padding:0;background:#ffffff;color:#1c1c1c;${sans};-webkit-text-size-adjust:100%`,
  column: 'width:100%;max-width:560px',
  masthead: `padding:0 0 12px;border-bottom:1px solid #d9d9d9;text-align:left;${serif};font-size:18px;line-height:1.4;font-weight:bold`,
  text: `padding:24px 0 8px;text-align:left;color:#1c1c1c;${sans};font-size:16px;line-height:1.6`,
  title: `margin:0 0 20px;${serif};font-size:20px;line-height:1.45;font-weight:bold`,
  button: 'background:#1f4e79;border-radius:6px;padding:12px 24px',
  buttonLink: 'color:#ffffff;text-decoration:none;font-weight:600;display:block',
  article: 'border:1px solid #d9d9d9;border-radius:6px;padding:16px 20px',
  articleLink: 'color:#1c1c1c;text-decoration:none;display:block',
  articleTitle: `color:#1c1c1c;display:block;${serif};font-size:20px;line-height:1.45;font-weight:bold`,
  action: 'color:#1f4e79;display:block;padding-top:8px;font-size:15px;font-weight:600',
  excerpt: 'margin:0 0 20px',
  facts: 'margin:0 0 20px;font-size:15px;line-height:1.7;word-break:break-word',
  label: 'color:#666666',
  caption: 'margin:0 0 6px;color:#666666;font-size:14px',
  quote: `margin:0 0 20px;padding:0 0 0 16px;border-left:3px solid #d9d9d9;${serif};font-size:17px`,
  small: `padding:16px 0 0;border-top:1px solid #d9d9d9;text-align:left;color:#666666;${sans};font-size:13px;line-height:1.6`,
  way: 'color:#666666;text-decoration:underline',
}

const darkColours =
  ':root{color-scheme:light dark}' +
  '@media (prefers-color-scheme:dark){' +
  '.page{background:#161616!important;color:#e8e8e8!important}' +
  '.small{color:#a3a3a3!important}' +
  '.line{border-color:#3d3d3d!important}' +
  '.accent{color:#8fc1f0!important}' +
  '.button{background:#8fc1f0!important;color:#10202f!important}' +
  '}'
