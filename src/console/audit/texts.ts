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

const facts: Record<string, readonly [vi: string, en: string]> = {
  from: ['từ', 'from'],
  to: ['thành', 'to'],
  found: ['đã là', 'found'],
  reason: ['lý do', 'reason'],
  note: ['ghi chú', 'note'],
  changed: ['đã đổi', 'changed'],
  version: ['bản', 'version'],
  role: ['vai trò', 'role'],
  sites: ['trang', 'sites'],
  kind: ['loại', 'kind'],
  name: ['tên', 'name'],
  desk: ['ban', 'desk'],
  format: ['định dạng', 'format'],
  way: ['cách', 'way'],
  limit: ['giới hạn', 'limit'],
}

/** How people call one fact of a record; one that has no words is shown by its name. */
export function factText(name: string, language: 'vi' | 'en'): string {
  return facts[name]?.[language === 'vi' ? 0 : 1] ?? name
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
  'share.held': ['Giữ lại chia sẻ', 'Shares held back'],
  'share.noted': ['Ghi chú về chia sẻ', 'Note on a share'],
  'share.assigned': ['Giao chia sẻ', 'Share assigned'],
  'decision.refused': ['Quyết định đến muộn', 'Decision came too late'],
  'comment.edited': ['Biên tập ý kiến', 'Comment edited'],
  'comment.replied': ['Trả lời công khai', 'Reply in public'],
  'comment.answered': ['Trả lời thư', 'Letter answered'],
  'comment.forwarded': ['Chuyển thư', 'Letter forwarded'],
  'answer.recalled': ['Rút lại thư trả lời', 'Answer recalled'],
  'comment.marked': ['Đánh dấu ý kiến', 'Comment marked'],
  'comment.noted': ['Ghi chú về ý kiến', 'Note on a comment'],
  'comment.assigned': ['Giao ý kiến', 'Comment assigned'],
  'ban.': ['Cấm: tất cả', 'Bans: all'],
  'ban.added': ['Cấm', 'Ban added'],
  'ban.lifted': ['Bỏ cấm', 'Ban lifted'],
  'takedown.': ['Yêu cầu gỡ: tất cả', 'Takedowns: all'],
  'takedown.registered': ['Ghi nhận yêu cầu gỡ', 'Takedown registered'],
  'takedown.removed': ['Gỡ theo yêu cầu', 'Taken down'],
  'takedown.refused': ['Không gỡ', 'Takedown refused'],
  'seal.opened': ['Xem nội dung niêm phong', 'Seal opened'],
  'seal.lifted': ['Bỏ niêm phong', 'Seal lifted'],
  'sender.revoked': ['Thôi tin thiết bị người gửi', 'Sender forgotten'],
  'article.changed': ['Đóng hoặc mở bài viết', 'Article changed'],
  'article.saved': ['Cập nhật bài viết', 'Article saved'],
  'site.': ['Cài đặt trang', 'Sites'],
  'site.changed': ['Đổi cài đặt trang', 'Site changed'],
  'site.added': ['Thêm trang', 'Site added'],
  'webhook.secret-made': ['Tạo khóa webhook', 'Webhook key made'],
  'person.': ['Nhân sự: tất cả', 'People: all'],
  'person.invited': ['Mời', 'Invited'],
  'person.joined': ['Nhận lời mời', 'Joined'],
  'person.changed': ['Đổi quyền hoặc tên', 'Rights or name changed'],
  'person.disabled': ['Khóa tài khoản', 'Account disabled'],
  'person.enabled': ['Mở khóa tài khoản', 'Account enabled'],
  'person.link-mailed': ['Gửi lại liên kết', 'Link mailed'],
  'person.link-revoked': ['Hủy liên kết', 'Link revoked'],
  'password.changed': ['Đổi mật khẩu', 'Password changed'],
  'password.reset': ['Đặt lại mật khẩu', 'Password reset'],
  'site.held-all': ['Giữ lại mọi ý kiến của trang', 'Everything on a site held'],
  'article.held-all': ['Giữ lại mọi ý kiến của bài', 'Everything about an article held'],
  'share.expired': ['Chia sẻ quá hạn', 'Share expired'],
  'factor.added': ['Bật xác thực hai bước', 'Second factor added'],
  'factor.codes-renewed': ['Tạo lại mã dự phòng', 'Backup codes renewed'],
  'factor.removed': ['Tắt xác thực hai bước', 'Second factor removed'],
  'session.': ['Phiên: tất cả', 'Sessions: all'],
  'session.opened': ['Đăng nhập', 'Signed in'],
  'session.failed': ['Đăng nhập không thành công', 'Sign-in failed'],
  'session.ended': ['Kết thúc phiên', 'Session ended'],
  'token.': ['Mã truy cập: tất cả', 'API tokens: all'],
  'token.made': ['Tạo mã truy cập', 'API token made'],
  'token.revoked': ['Thu hồi mã truy cập', 'API token revoked'],
  'outbox.retried': ['Gửi lại', 'Sent again'],
  'outbox.dropped': ['Bỏ không gửi', 'Dropped'],
  'digest.changed': ['Đổi thư nhắc', 'Reminders changed'],
  'audit.exported': ['Tải nhật ký', 'Audit taken'],
}

export const actionNames = Object.keys(actions)

/** An action in words, or as it is. */
export function actionText(action: string, language: 'vi' | 'en'): string {
  return actions[action]?.[language === 'vi' ? 0 : 1] ?? action
}
