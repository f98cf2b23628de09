import { outbox, takedownKinds, tickets } from '../../schema.ts'
import { reasonLabel } from '../item/reason-label.ts'
import { speakItem } from '../item/texts.ts'
import { kindText } from '../outbox/texts.ts'
import { peopleTexts } from '../people/texts.ts'
import { labelOf } from '../settings/labels.ts'
import type { TextKey } from '../texts.ts'
import type { View } from '../view.ts'

/** What facts refer to, as people call it. */
export interface Names {
  sites: { key: string; name: string; settings: { reasons: { key: string; label: string }[] } }[]
  people: { id: string; name: string }[]
}

/** One fact of a record in words. Whatever has none yet is shown as it is. */
export function factOf(
  [name, value]: [name: string, value: string | number | boolean],
  item: { action: string; site: string | null },
  names: Names,
  view: View,
): { label: string; text: string } {
  const text = typeof value === 'string' ? wordsFor(name, value, item, names, view) : null
  return { label: factText(name, view.language), text: text ?? plain(value, view) }
}

function plain(value: string | number | boolean, { language }: View): string {
  if (typeof value !== 'boolean') return String(value)
  return yesNo[value ? 0 : 1][language === 'vi' ? 0 : 1]
}

const yesNo = [
  ['có', 'yes'],
  ['không', 'no'],
] as const

function wordsFor(
  name: string,
  value: string,
  { action, site }: { action: string; site: string | null },
  { sites, people }: Names,
  view: View,
): string | null {
  const say = speakItem(view.language)
  switch (name) {
    case 'from':
    case 'found':
      return stateText(value, view)
    case 'to':
      return stateText(value, view) ?? assigneeText(value, people)
    case 'role':
      return isRole(value) ? pick(peopleTexts[`role_${value}`], view) : null
    case 'sites':
      return value
        .split(' ')
        .map((key) => sites.find((one) => one.key === key)?.name ?? key)
        .join(', ')
    case 'changed':
      return value
        .split(', ')
        .map((part) =>
          part in parts ? pick(parts[part], view) : labelOf(part, view.language).label,
        )
        .join(', ')
    case 'reason':
      return reasonLabel(value, reasonsOf(sites, site), view.language)
    case 'ticket': {
      const ticket = tickets.find((one) => one === value)
      return ticket === undefined ? null : say(`ticket_${ticket}`)
    }
    case 'kind':
      return kindOf(value, action, view)
    default:
      return pick(values[value], view)
  }
}

function reasonsOf(sites: Names['sites'], site: string | null) {
  return sites.find(({ key }) => key === site)?.settings.reasons ?? []
}

function kindOf(value: string, action: string, view: View): string | null {
  const say = speakItem(view.language)
  const takedown = takedownKinds.find((one) => one === value)
  if (action.startsWith('takedown.') && takedown !== undefined) return say(`takedown_${takedown}`)
  if (value === 'email' || value === 'address' || value === 'word') return say(`kind_${value}`)
  const work = outbox.kind.enumValues.find((one) => one === value)
  return work === undefined ? null : kindText(work, view.language)
}

const states: readonly TextKey[] = [
  'pending',
  'approved',
  'rejected',
  'spam',
  'withdrawn',
  'unconfirmed',
]

function stateText(value: string, { say }: View): string | null {
  const state = states.find((one) => one === value)
  return state === undefined ? null : say(state)
}

/** A person's id, or `desk:` and its name. */
function assigneeText(value: string, people: Names['people']): string | null {
  if (value.startsWith('desk:')) return value.slice('desk:'.length)
  return people.find(({ id }) => id === value)?.name ?? null
}

const isRole = (value: string) =>
  value === 'viewer' || value === 'moderator' || value === 'editor' || value === 'admin'

function pick(pair: readonly [string, string] | undefined, { language }: View): string | null {
  return pair?.[language === 'vi' ? 0 : 1] ?? null
}

/** Parts of a site that are no settings. */
const parts: Record<string, readonly [vi: string, en: string]> = {
  name: ['tên', 'name'],
  origins: ['địa chỉ được phép', 'origins'],
  words: ['từ ngữ', 'words'],
}

const values: Record<string, readonly [vi: string, en: string]> = {
  password: ['mật khẩu', 'password'],
  'password and code': ['mật khẩu và mã', 'password and code'],
  code: ['mã xác thực', 'code'],
  others: ['mọi phiên khác', 'all the others'],
  all: ['tất cả', 'all'],
  own: ['phiên của mình', 'their own'],
  invite: ['mời', 'invitation'],
  reset: ['đặt lại mật khẩu', 'new password'],
  csv: ['CSV', 'CSV'],
  ndjson: ['NDJSON', 'NDJSON'],
  akismet: ['Akismet', 'Akismet'],
  member: ['khóa thành viên', 'members’ key'],
}

const facts: Record<string, readonly [vi: string, en: string]> = {
  from: ['từ', 'from'],
  to: ['thành', 'to'],
  found: ['lúc ấy đã là', 'found'],
  reason: ['lý do', 'reason'],
  note: ['ghi chú', 'note'],
  undoes: ['hoàn tác quyết định', 'takes back'],
  decision: ['quyết định', 'decision'],
  changed: ['đã đổi', 'changed'],
  version: ['bản', 'version'],
  role: ['vai trò', 'role'],
  sites: ['trang', 'sites'],
  kind: ['loại', 'kind'],
  word: ['từ ngữ', 'word'],
  days: ['số ngày', 'days'],
  name: ['tên', 'name'],
  desk: ['ban', 'desk'],
  format: ['định dạng', 'format'],
  way: ['bằng', 'by'],
  step: ['sai ở', 'failed at'],
  which: ['phiên', 'which'],
  purpose: ['để', 'for'],
  isDisabled: ['bị khóa', 'disabled'],
  isOpen: ['nhận ý kiến', 'open'],
  closesAt: ['đóng lúc', 'closes at'],
  isFeatured: ['nêu bật', 'put forward'],
  asksCorrection: ['yêu cầu cải chính', 'asks for a correction'],
  ticket: ['tình trạng thư', 'letter'],
  comment: ['ý kiến', 'comment'],
  comments: ['ý kiến', 'comments'],
  shares: ['chia sẻ', 'shares'],
  recipients: ['người nhận', 'recipients'],
  reply: ['trả lời', 'reply'],
  mail: ['thư', 'mail'],
  host: ['máy chủ', 'host'],
  minutes: ['số phút', 'minutes'],
  limit: ['giới hạn', 'limit'],
}

/** How people call one fact of a record; one that has no words is shown by its name. */
export function factText(name: string, language: 'vi' | 'en'): string {
  return facts[name]?.[language === 'vi' ? 0 : 1] ?? name
}
