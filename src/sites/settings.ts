import * as v from 'valibot'
import { webhookEvents } from '../webhooks/events.ts'
import { parseUrl } from '../url.ts'
import { consentDefaults } from './consent.ts'

/** As in `fields.ts`, which would bring the rules of text along. */
const siteKey = v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/))

/** What a form field may be. */
const fieldUse = v.picklist(['hidden', 'optional', 'required'])
const days = (min: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(3650))
const count = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))
const line = (max: number) => v.pipe(v.string(), v.maxLength(max), v.trim(), v.minLength(1))
const httpUrl = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.check((value) => ['http:', 'https:'].includes(parseUrl(value)?.protocol ?? '')),
)

const VIETNAM = 'Asia/Ho_Chi_Minh'

/** One group of settings each; an absent member takes the default beside it. */
export const groups = {
  language: v.optional(v.picklist(['vi', 'en']), 'vi'),
  timeZone: v.optional(v.pipe(v.string(), v.check(isTimeZone)), VIETNAM),
  /** An aggregator may not carry readers' comments (Decree 147/2024): letters to the editors and shares only. */
  kind: v.optional(v.picklist(['newspaper', 'magazine', 'portal', 'aggregator']), 'newspaper'),
  /** RSS, Atom or sitemap of the site; its entries are verified articles. */
  articlesFeed: v.optional(v.nullable(httpUrl), null),
  /** Sender of this site's mail instead of MAIL_FROM. */
  mailFrom: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(254), v.email())), null),
  /** Effects of a decision wait this long, so that undo can take them back. */
  undoSeconds: v.optional(count(0, 3600), 10),
  addressForm: v.optional(v.picklist(['ban', 'quy-doc-gia']), 'ban'),
  moderation: v.optional(
    v.strictObject({
      mode: v.optional(v.picklist(['all', 'first', 'none']), 'all'),
      first: v.optional(count(1, 100), 3),
      reportsToRequeue: v.optional(count(1, 1000), 3),
      /** Moderators get a mail about what waits longer; 0 for never. */
      digestAfterMinutes: v.optional(count(0, 10_080), 240),
      /** No moderator gets two such mails of this site within one interval. */
      digestEveryMinutes: v.optional(count(15, 10_080), 240),
      /** Lowest role that needs a second factor to work here, as `SECOND_FACTOR` says it for every site. */
      secondFactor: v.optional(
        v.picklist(['off', 'viewer', 'moderator', 'editor', 'admin']),
        'off',
      ),
      /** Keys of other sites whose judgement of a reader counts here too. */
      trustFrom: v.optional(v.pipe(v.array(siteKey), v.maxLength(20)), []),
    }),
    {},
  ),
  comments: v.optional(
    v.strictObject({
      isOpen: v.optional(v.boolean(), true),
      closeAfterDays: v.optional(v.nullable(days(1)), null),
      fields: v.optional(
        v.strictObject({
          name: v.optional(fieldUse, 'required'),
          email: v.optional(fieldUse, 'optional'),
          phone: v.optional(fieldUse, 'hidden'),
          address: v.optional(fieldUse, 'hidden'),
          subject: v.optional(fieldUse, 'hidden'),
        }),
        {},
      ),
      minLength: v.optional(count(1, 1000), 5),
      maxLength: v.optional(count(10, 10_000), 1000),
      audiences: v.optional(
        v.pipe(v.array(v.picklist(['public', 'editors'])), v.minLength(1), v.maxLength(2)),
        ['public', 'editors'],
      ),
      editMinutes: v.optional(count(0, 1440), 15),
      /** Whether readers who left an address are told when an editor changes their words. */
      tellEdits: v.optional(v.boolean(), false),
      proof: v.optional(v.picklist(['off', 'auto', 'always']), 'auto'),
    }),
    {},
  ),
  /** Thresholds of the breakers; all but the difficulty are multiplied by `LIMIT_FACTOR`. */
  defence: v.optional(
    v.strictObject({
      readerPer10Minutes: v.optional(count(1, 1000), 5),
      /** More than this in a minute holds whatever comes under the article for `holdMinutes`. */
      articlePerMinute: v.optional(count(1, 100_000), 30),
      /** The same for the whole site; half of it asks for proof of work where that is `auto`. */
      sitePerMinute: v.optional(count(1, 100_000), 200),
      holdMinutes: v.optional(count(1, 1440), 15),
      /** Most hashes that a proof of work takes; twice as many under pressure, four times while the site is held. */
      proofCost: v.optional(count(1000, 1_000_000), 50_000),
    }),
    {},
  ),
  /** Services that judge public comments too; both off by default. Their hosts must be listed in WEBHOOK_HOSTS. */
  outside: v.optional(
    v.strictObject({
      akismet: v.optional(
        v.strictObject({
          /** Akismet, `https://rest.akismet.com`, or a service that speaks as it does; null for none. */
          url: v.optional(v.nullable(httpUrl), null),
          /** The address that the key belongs to; null for the site's first origin. */
          blog: v.optional(v.nullable(httpUrl), null),
          sendEmail: v.optional(v.boolean(), false),
        }),
        {},
      ),
      webhook: v.optional(v.strictObject({ url: v.optional(v.nullable(httpUrl), null) }), {}),
    }),
    {},
  ),
  /** Readers whom the newspaper's own accounts vouch for. */
  members: v.optional(
    v.strictObject({
      /** How their tokens are signed. The key is no setting, see `site_secret`. */
      algorithm: v.optional(v.picklist(['off', 'HS256', 'ES256', 'EdDSA']), 'off'),
      issuer: v.optional(
        v.nullable(v.pipe(v.string(), v.maxLength(200), v.trim(), v.minLength(1))),
        null,
      ),
    }),
    {},
  ),
  share: v.optional(
    v.strictObject({
      isEnabled: v.optional(v.boolean(), true),
      confirm: v.optional(v.boolean(), true),
      message: v.optional(v.boolean(), true),
      moderate: v.optional(v.picklist(['all', 'messages', 'none']), 'messages'),
      maxRecipients: v.optional(count(1, 5), 3),
      limits: v.optional(
        v.strictObject({
          senderPerHour: v.optional(count(1, 100_000), 5),
          senderPerDay: v.optional(count(1, 100_000), 20),
          addressPerHour: v.optional(count(1, 100_000), 20),
          addressPerDay: v.optional(count(1, 100_000), 100),
          recipientPerDay: v.optional(count(1, 1000), 1),
          recipientPer30Days: v.optional(count(1, 1000), 3),
          articlePerDay: v.optional(count(1, 1_000_000), 500),
          sitePerDay: v.optional(count(1, 1_000_000), 5000),
        }),
        {},
      ),
    }),
    {},
  ),
  words: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          entry: line(100),
          level: v.picklist(['refuse', 'spam', 'hold', 'tag']),
          exact: v.exactOptional(v.boolean()),
          except: v.exactOptional(v.pipe(v.array(line(100)), v.maxLength(20))),
        }),
      ),
      v.maxLength(5000),
    ),
    [],
  ),
  consent: v.optional(
    v.strictObject({
      version: v.optional(line(50), '1'),
      processText: v.optional(line(2000), consentDefaults.vi.processText),
      publishText: v.optional(line(2000), consentDefaults.vi.publishText),
      shareText: v.optional(line(2000), consentDefaults.vi.shareText),
    }),
    {},
  ),
  /** What moderators choose from when they refuse; `message` is told to the reader. */
  reasons: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          key: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
          label: line(100),
          message: v.exactOptional(line(500)),
        }),
      ),
      v.maxLength(50),
    ),
    [
      {
        key: 'off-topic',
        label: 'Không liên quan bài viết',
        message: 'Ý kiến chưa bám sát nội dung bài viết.',
      },
      { key: 'abuse', label: 'Xúc phạm, thô tục', message: 'Ý kiến có lời lẽ chưa phù hợp.' },
      {
        key: 'false',
        label: 'Thông tin chưa kiểm chứng',
        message: 'Ý kiến nêu thông tin chưa được kiểm chứng.',
      },
      {
        key: 'personal',
        label: 'Lộ thông tin cá nhân',
        message: 'Ý kiến có thông tin cá nhân của người khác.',
      },
      { key: 'advert', label: 'Quảng cáo', message: 'Ý kiến có nội dung quảng cáo.' },
    ],
  ),
  desks: v.optional(
    v.pipe(
      v.array(
        v.strictObject({ name: line(100), email: v.pipe(v.string(), v.maxLength(254), v.email()) }),
      ),
      v.maxLength(50),
    ),
    [],
  ),
  /** In whose name editors answer, and where answers to their mails go. */
  newsroom: v.optional(
    v.strictObject({
      name: v.optional(line(60), 'Tòa soạn'),
      email: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(254), v.email())), null),
    }),
    {},
  ),
  /** Texts that editors put into answers and replies as they are. */
  canned: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          label: line(100),
          text: v.pipe(v.string(), v.maxLength(4000), v.trim(), v.minLength(1)),
        }),
      ),
      v.maxLength(100),
    ),
    [],
  ),
  retention: v.optional(
    v.strictObject({
      rejectedDays: v.optional(days(1), 90),
      addressHashDays: v.optional(days(1), 60),
      recipientDays: v.optional(days(1), 3),
    }),
    {},
  ),
  webhooks: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          url: httpUrl,
          events: v.pipe(v.array(v.picklist(webhookEvents)), v.maxLength(50)),
        }),
      ),
      v.maxLength(10),
    ),
    [],
  ),
  /** Texts of the widget that this site words differently, by key. */
  labels: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.maxLength(60)), v.pipe(v.string(), v.maxLength(300))),
      v.check((labels) => Object.keys(labels).length <= 200),
    ),
    {},
  ),
}

/** Every setting of one site. Parsing `{}` gives the defaults. */
export const SiteSettings = v.strictObject(groups)
export type SiteSettings = v.InferOutput<typeof SiteSettings>

function isTimeZone(name: string) {
  // Asking wakes the runtime's tables of zones, which takes 20 ms at every start.
  if (name === VIETNAM) return true
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}
