import type * as v from 'valibot'

/** A sentence for one broken rule, in the reader's language. A schema's own message may name a sentence by its key. */
export function describeIssue(issue: v.BaseIssue<unknown>, language: 'vi' | 'en'): string {
  const own = sentences[issue.message]
  const pair = own ?? sentences[keyOf(issue)] ?? defaultSentence
  const requirement = typeof issue.requirement === 'number' ? issue.requirement : ''
  return pair[language === 'vi' ? 0 : 1].replace('{n}', String(requirement))
}

function keyOf(issue: v.BaseIssue<unknown>): string {
  if (issue.expected === 'never') return 'unknown'
  if (issue.input === undefined) return 'missing'
  return issue.kind === 'schema' ? 'type' : issue.type
}

const defaultSentence = ['Giá trị không hợp lệ', 'This value is not valid'] as const

const sentences: Record<string, readonly [vi: string, en: string]> = {
  unknown: ['Trường này không được dùng ở đây', 'This field is not known here'],
  missing: ['Vui lòng điền thông tin này', 'This is required'],
  type: ['Giá trị không đúng kiểu', 'This has the wrong type'],
  min_length: ['Cần ít nhất {n} ký tự', 'At least {n} characters are needed'],
  min_bytes: ['Cần ít nhất {n} byte', 'At least {n} bytes are needed'],
  max_length: ['Không vượt quá {n} ký tự', 'At most {n} characters are allowed'],
  min_value: ['Không được nhỏ hơn {n}', 'Must not be less than {n}'],
  max_value: ['Không được lớn hơn {n}', 'Must not be more than {n}'],
  text: [
    'Văn bản có ký tự không đọc được hoặc quá dài',
    'The text has unreadable characters or is too long',
  ],
  blank: ['Vui lòng điền thông tin này', 'This is required'],
  email: ['Vui lòng nhập email hợp lệ', 'Enter a valid e-mail address'],
  phone: [
    'Số điện thoại chưa đúng định dạng (ví dụ: 0912 345 678)',
    'Enter a valid phone number (such as 0912 345 678)',
  ],
  uuid: ['Mã phải là UUIDv7 viết thường', 'Must be a UUIDv7 in lower case'],
  token: ['Mã phải có 43 ký tự base64url', 'Must be 43 characters of base64url'],
  hookHost: [
    'Máy chủ này không nằm trong danh sách được nhận webhook',
    'This host is not on the list of those that get webhooks',
  ],
  url: ['Địa chỉ phải bắt đầu bằng http(s)', 'Must be an http(s) address'],
  member: [
    'Phiên đăng nhập không còn hiệu lực. Hãy tải lại trang rồi gửi lại',
    'Your sign-in is no longer valid. Reload the page and send it again',
  ],
  origin: ['Địa chỉ không thuộc trang này', 'The address does not belong to this site'],
  name: ['Tên không được chứa địa chỉ trang web', 'A name must not contain a web address'],
  words: [
    'Nội dung có từ ngữ không phù hợp, vui lòng viết lại',
    'Some words here are not acceptable, please put it differently',
  ],
  reserved: [
    'Tên này dành cho tòa soạn, vui lòng dùng tên của bạn',
    'This name belongs to the newsroom, please use your own',
  ],
  contacts: [
    'Lời nhắn không được chứa đường dẫn, email hoặc số điện thoại',
    'The message must not contain links, e-mail addresses or phone numbers',
  ],
  consent: [
    'Bạn cần đồng ý để chúng tôi xử lý thông tin này',
    'Your consent is needed to process this',
  ],
  consentVersion: [
    'Nội dung đồng ý đã thay đổi, vui lòng tải lại trang',
    'The consent text has changed, please reload the page',
  ],
  hidden: ['Trang này không nhận thông tin này', 'This site does not ask for this'],
  audience: ['Trang này không nhận loại phản hồi này', 'This site does not take this kind'],
  cursor: ['Con trỏ trang không hợp lệ', 'The cursor is not valid'],
  parent: ['Không trả lời được ý kiến này', 'This comment cannot be answered'],
  days: ['Từ 1 đến {n} ngày một lần', 'From 1 to {n} days at once'],
  reader: [
    'Thiếu mã người đọc (Phanhoi-Reader, 22 ký tự base64url)',
    'The header Phanhoi-Reader (22 characters of base64url) is needed',
  ],
  no_address: ['Người gửi không để lại email', 'The sender left no e-mail address'],
  past: ['Thời điểm không được ở tương lai', 'The time must not lie in the future'],
  no_network: ['Mạng của người gửi không còn được lưu', 'The sender’s network is no longer known'],
  desk: ['Không có bộ phận này', 'There is no such desk'],
  adminOnly: ['Chỉ quản trị đổi được mục này', 'Only administrators may change this'],
  noSharing: [
    'Trang này không nhận gửi bài cho bạn bè',
    'This site does not send articles to friends',
  ],
  recipients: ['Quá nhiều người nhận', 'Too many recipients'],
}

/** The sentence of that key, for rules checked outside a schema. */
export function sentence(key: string, language: 'vi' | 'en', n?: number): string {
  const pair = sentences[key] ?? defaultSentence
  return pair[language === 'vi' ? 0 : 1].replace('{n}', String(n ?? ''))
}
