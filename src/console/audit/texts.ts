/** Sentences of the audit's page, Vietnamese first. */
const texts = {
  title: ['Nhật ký', 'Audit'],
  intro: [
    'Mọi quyết định và thay đổi, mới nhất trước. Không ai sửa hay xóa được.',
    'Every decision and change, newest first. Nobody can change or delete it.',
  ],
  filters: ['Lọc', 'Filters'],
  site: ['Trang', 'Site'],
  everySite: ['Mọi trang', 'Every site'],
  deployment: ['toàn hệ thống', 'whole service'],
  actor: ['Người làm', 'Who'],
  everybody: ['Mọi người', 'Everybody'],
  reader: ['Độc giả', 'Readers'],
  rules: ['Quy tắc tự động', 'The rules'],
  setup: ['Thiết lập', 'Set-up'],
  action: ['Việc', 'What'],
  everything: ['Mọi việc', 'Everything'],
  subject: ['Mã hoặc khóa của mục', 'Id or key of the item'],
  from: ['Từ ngày', 'From'],
  to: ['Đến hết ngày', 'To the end of'],
  apply: ['Lọc', 'Show'],
  clear: ['Bỏ lọc', 'Clear'],
  when: ['Lúc', 'When'],
  detail: ['Chi tiết', 'Detail'],
  none: ['Không có gì khớp với bộ lọc.', 'Nothing matches.'],
  goOn: [
    'Đã tìm trong 1.000 dòng gần nhất của mỗi loại. Tiếp tục tìm ở phần cũ hơn',
    'The latest 1,000 rows of each kind were searched. Search on in what is older',
  ],
  older: ['Cũ hơn', 'Older'],
  newest: ['Về mới nhất', 'Back to the newest'],
  take: ['Tải về', 'Download'],
  takeHint: [
    'Theo bộ lọc đang chọn. Việc tải về cũng được ghi vào nhật ký.',
    'With these filters. Taking the file is recorded too.',
  ],
  csv: ['CSV (bảng tính)', 'CSV (spreadsheet)'],
  ndjson: ['NDJSON', 'NDJSON'],
} as const satisfies Record<string, readonly [vi: string, en: string]>

export type SayAudit = (key: keyof typeof texts) => string

/** The page's voice in one language. */
export function speakAudit(language: 'vi' | 'en'): SayAudit {
  return (key) => texts[key][language === 'vi' ? 0 : 1]
}

/** What can be asked for, with its words; other actions are shown by their own name. */
const actions: Record<string, readonly [vi: string, en: string]> = {
  'comment.': ['Ý kiến: tất cả', 'Comments: all'],
  'comment.approved': ['Duyệt ý kiến', 'Comment approved'],
  'comment.rejected': ['Từ chối ý kiến', 'Comment rejected'],
  'comment.spam': ['Chuyển ý kiến vào spam', 'Comment marked as spam'],
  'comment.pending': ['Trả ý kiến về chờ duyệt', 'Comment back to pending'],
  'comment.withdrawn': ['Độc giả rút ý kiến', 'Comment withdrawn'],
  'comment.undone': ['Hoàn tác về ý kiến', 'Decision on a comment undone'],
  'share.': ['Chia sẻ: tất cả', 'Shares: all'],
  'share.approved': ['Duyệt chia sẻ', 'Share approved'],
  'share.rejected': ['Từ chối chia sẻ', 'Share rejected'],
  'share.spam': ['Chuyển chia sẻ vào spam', 'Share marked as spam'],
  'share.pending': ['Trả chia sẻ về chờ duyệt', 'Share back to pending'],
  'share.undone': ['Hoàn tác về chia sẻ', 'Decision on a share undone'],
  'ban.': ['Chặn', 'Bans'],
  'article.saved': ['Cập nhật bài viết', 'Article saved'],
  'site.': ['Cài đặt trang', 'Sites'],
  'site.changed': ['Đổi cài đặt trang', 'Site changed'],
  'site.added': ['Thêm trang', 'Site added'],
  'person.': ['Người dùng', 'People'],
  'session.': ['Đăng nhập', 'Sessions'],
  'token.': ['Mã API', 'API tokens'],
  'digest.changed': ['Đổi thư nhắc', 'Reminders changed'],
  'audit.exported': ['Tải nhật ký', 'Audit taken'],
}

export const actionNames = Object.keys(actions)

/** An action in words, or as it is. */
export function actionText(action: string, language: 'vi' | 'en'): string {
  return actions[action]?.[language === 'vi' ? 0 : 1] ?? action
}
