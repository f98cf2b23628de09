import { queueTexts } from './queue-texts.ts'

/** Every sentence of the console, Vietnamese first; `{name}` is filled in. */
const texts = {
  ...queueTexts,
  product: ['Phản hồi', 'Phản hồi'],
  skip: ['Đến nội dung', 'Skip to the content'],
  pages: ['Các trang', 'Pages'],
  menu: ['Danh mục', 'Menu'],
  bans: ['Danh sách cấm', 'Bans'],
  takedowns: ['Yêu cầu gỡ', 'Takedowns'],
  queues: ['Hàng đợi', 'Queues'],
  people: ['Nhân sự', 'People'],
  tokens: ['Mã truy cập', 'API tokens'],
  account: ['Tài khoản', 'Account'],
  outbox: ['Hộp thư đi', 'Outbox'],

  reminders: ['Thư nhắc', 'Reminders'],
  stats: ['Thống kê', 'Statistics'],
  audit: ['Nhật ký', 'Audit'],
  sites: ['Trang báo', 'Sites'],

  signIn: ['Đăng nhập', 'Sign in'],
  signInIntro: ['Trang kiểm duyệt của tòa soạn.', 'The newsroom’s moderation desk.'],
  signOut: ['Đăng xuất', 'Sign out'],
  email: ['Email', 'E-mail'],
  password: ['Mật khẩu', 'Password'],
  signInFailed: ['Email hoặc mật khẩu không đúng.', 'The e-mail or the password is not right.'],
  signInSlow: [
    'Đã thử quá nhiều lần. Vui lòng đợi {time} rồi thử lại.',
    'Too many attempts. Please wait {time} and try again.',
  ],
  signedOut: ['Bạn đã đăng xuất.', 'You have signed out.'],
  nobodyYet: [
    'Chưa có tài khoản nào. Hãy mở liên kết thiết lập được in ra khi khởi động dịch vụ.',
    'There is no account yet. Open the set-up link that the service prints when it starts.',
  ],

  setup: ['Thiết lập lần đầu', 'First set-up'],
  setupIntro: [
    'Tạo tài khoản quản trị đầu tiên. Liên kết này chỉ dùng được một lần.',
    'Create the first administrator’s account. This link works once.',
  ],
  setupClosed: [
    'Liên kết này đã hết hạn hoặc đã được dùng. Nếu chưa có tài khoản nào, hãy khởi động lại dịch vụ để nhận liên kết mới.',
    'This link has expired or was used. If there is no account yet, restart the service to get a new one.',
  ],
  name: ['Họ và tên', 'Full name'],
  nameHint: [
    'Hiện cạnh các quyết định của bạn, chỉ đồng nghiệp thấy.',
    'Shown beside your decisions, to colleagues only.',
  ],
  passwordHint: [
    'Từ {min} đến {max} ký tự. Một câu dài dễ nhớ là tốt nhất.',
    '{min} to {max} characters. A long sentence that you remember is best.',
  ],
  passwordAgain: ['Nhập lại mật khẩu', 'Password again'],
  nameFault: ['Vui lòng nhập họ và tên.', 'Please enter a name.'],
  emailFault: ['Vui lòng nhập email hợp lệ.', 'Please enter a valid e-mail address.'],
  passwordsDiffer: ['Hai mật khẩu không giống nhau.', 'The two passwords differ.'],
  passwordLength: [
    'Mật khẩu cần từ {min} đến {max} ký tự.',
    'The password needs {min} to {max} characters.',
  ],
  createAccount: ['Tạo tài khoản', 'Create the account'],

  pending: ['Chờ duyệt', 'Pending'],
  letters: ['Thư gửi tòa soạn', 'Letters'],
  shares: ['Gửi cho bạn bè', 'Shares'],
  approved: ['Đã đăng', 'Published'],
  rejected: ['Từ chối', 'Rejected'],
  spam: ['Spam', 'Spam'],
  all: ['Tất cả', 'All'],
  unconfirmed: ['Chưa xác nhận', 'Unconfirmed'],
  withdrawn: ['Đã gỡ', 'Withdrawn'],
  approvedLetter: ['Đã tiếp nhận', 'Accepted'],
  approvedShare: ['Đã duyệt', 'Approved'],

  approve: ['Duyệt', 'Approve'],
  accept: ['Tiếp nhận', 'Accept'],
  reject: ['Từ chối', 'Reject'],
  rejectWith: ['Từ chối kèm lý do', 'Reject with a reason'],
  markSpam: ['Spam', 'Spam'],
  requeue: ['Trả về chờ duyệt', 'Back to pending'],
  reason: ['Lý do', 'Reason'],
  noReason: ['Không nêu lý do', 'No reason'],
  message: ['Lời nhắn cho người gửi (không bắt buộc)', 'A sentence to the sender (optional)'],
  undo: ['Hoàn tác', 'Undo'],

  replyTo: ['Trả lời {name}', 'In reply to {name}'],
  forEditors: ['Chỉ gửi tòa soạn', 'For the editors only'],
  reasons: ['Vì sao được giữ lại', 'Why it is held'],
  record: ['Người gửi này', 'This sender'],
  recordNew: ['Lần đầu gửi', 'First time here'],
  recordCounts: [
    '{approved} đã đăng · {rejected} từ chối · {spam} spam',
    '{approved} published · {rejected} rejected · {spam} spam',
  ],
  firstSeen: ['Gặp lần đầu {time}', 'First seen {time}'],
  contact: ['Liên hệ', 'Contact'],
  hidden: [
    'Thông tin cá nhân được ẩn với vai trò của bạn',
    'Personal data is hidden for your role',
  ],
  decidedBy: ['{name} xử lý lúc {time}', 'Decided by {name}, {time}'],
  sender: ['Người gửi', 'Sender'],
  recipients: ['Người nhận', 'Recipients'],
  noMessage: ['Không có lời nhắn', 'Without a message'],
  confirmed: ['đã xác nhận email', 'e-mail confirmed'],
  notConfirmed: ['chưa xác nhận email', 'e-mail not confirmed'],
  unseen: ['Ký tự ẩn', 'Invisible character'],

  recipient_waiting: ['đang chờ', 'waiting'],
  recipient_queued: ['sắp gửi', 'queued'],
  recipient_sent: ['đã gửi', 'sent'],
  recipient_delivered: ['đã đến', 'delivered'],
  recipient_bounced: ['bị trả lại', 'bounced'],
  recipient_complained: ['bị báo là thư rác', 'complained'],
  recipient_failed: ['không gửi được', 'failed'],
  recipient_suppressed: ['không nhận thư', 'suppressed'],

  empty: ['Không còn gì ở đây. Cảm ơn bạn.', 'Nothing left here. Thank you.'],
  emptyArchive: ['Chưa có gì ở đây.', 'There is nothing here yet.'],
  emptyWaiting: ['chờ lâu nhất từ', 'oldest waiting since'],
  more: ['Trang sau', 'Next page'],
  first: ['Về đầu danh sách', 'Back to the start'],
  pageDone: ['Đã xong trang này.', 'This page is done.'],
  goOn: ['Xem tiếp', 'Go on'],

  done_pending: ['Đã trả {n} mục về chờ duyệt.', '{n} moved back to pending.'],
  done_approved: ['Đã duyệt {n} mục.', '{n} approved.'],
  done_rejected: ['Đã từ chối {n} mục.', '{n} rejected.'],
  done_spam: ['Đã chuyển {n} mục vào spam.', '{n} marked as spam.'],
  undone: ['Đã hoàn tác {n} mục.', '{n} taken back.'],
  failed: [
    '{n} mục giữ nguyên vì vừa được người khác xử lý hoặc không còn ở đây.',
    '{n} left alone: somebody else was faster, or they are gone.',
  ],
  undoFailed: [
    'Không hoàn tác được nữa: mục đã được xử lý tiếp hoặc thư đã bắt đầu gửi.',
    'This can no longer be taken back: something newer happened, or a mail is on its way.',
  ],

  lineApproved: ['Đã duyệt', 'Approved'],
  lineRejected: ['Đã từ chối', 'Rejected'],
  lineSpam: ['Đã chuyển vào spam', 'Marked as spam'],
  linePending: ['Đã trả về chờ duyệt', 'Back to pending'],
  lineWithdrawn: ['Người gửi đã gỡ', 'Withdrawn by its sender'],
  lineFailed: ['Chưa lưu được, mục đã trở lại.', 'Not saved, the item is back.'],
  lineTaken: ['Người khác vừa xử lý mục này.', 'Somebody else has just decided this.'],
  lineSession: [
    'Phiên đăng nhập đã hết. Hãy tải lại trang để đăng nhập.',
    'Your session has ended. Reload the page to sign in.',
  ],
  lineUndone: ['Đã hoàn tác.', 'Taken back.'],

  keys: ['Phím tắt', 'Shortcuts'],
  keysOn: ['Dùng phím tắt', 'Use shortcuts'],
  keyNext: ['Mục sau', 'Next item'],
  keyPrevious: ['Mục trước', 'Previous item'],
  keyReason: ['Từ chối kèm lý do', 'Reject with a reason'],
  keyHelp: ['Mở bảng này', 'Open this list'],
  close: ['Đóng', 'Close'],

  notFound: ['Không có trang này', 'There is no such page'],
  notFoundText: [
    'Địa chỉ có thể đã đổi, hoặc mục này thuộc trang khác.',
    'The address may have changed, or the item belongs to another site.',
  ],
  forbidden: ['Không được phép', 'Not allowed'],
  forbiddenText: [
    'Yêu cầu không đến từ trang này, hoặc vai trò của bạn không cho phép. Hãy mở {url} và thử lại.',
    'The request did not come from this page, or your role does not allow it. Open {url} and try again.',
  ],
  forbiddenRole: [
    'Vai trò của bạn không mở được trang này. Nếu cần, hãy nhờ quản trị.',
    'Your role does not open this page. Ask an administrator if you need it.',
  ],
  proxyAssertion: [
    'Xác nhận từ cổng đăng nhập của tòa soạn không đúng hoặc đã hết hạn. Hãy tải lại trang; nếu vẫn vậy, hãy đăng nhập lại ở cổng hoặc báo cho quản trị.',
    'What the newsroom’s sign-in sent with you is wrong or has expired. Reload the page; if that does not help, sign in there again or tell an administrator.',
  ],
  proxyNobody: [
    'Cổng đăng nhập của tòa soạn đã nhận ra bạn, nhưng ở đây chưa có tài khoản nào với email ấy, hoặc tài khoản đã bị khóa. Hãy nhờ quản trị mời bạn.',
    'The newsroom’s sign-in knows you, but there is no account with your address here, or it is disabled. Ask an administrator to invite you.',
  ],
  broken: ['Chưa thực hiện được', 'That did not work'],
  brokenText: [
    'Hệ thống chưa thực hiện được yêu cầu này. Vui lòng thử lại.',
    'The service could not do this. Please try again.',
  ],
  awayText: [
    'Cơ sở dữ liệu tạm thời không phản hồi. Vui lòng thử lại sau ít giây.',
    'The database does not answer at the moment. Please try again in a few seconds.',
  ],
  backToQueue: ['Về hàng đợi', 'Back to the queue'],

  justNow: ['vừa xong', 'just now'],
  minutesAgo: ['{n} phút trước', '{n} min ago'],
  hoursAgo: ['{n} giờ trước', '{n} h ago'],
  daysAgo: ['{n} ngày trước', '{n} d ago'],
  minutes: ['{n} phút', '{n} min'],
  seconds: ['{n} giây', '{n} s'],
} as const satisfies Record<string, readonly [vi: string, en: string]>

export type TextKey = keyof typeof texts
export type Say = (key: TextKey, values?: Record<string, string | number>) => string

/** The console's voice in one language. */
export function speak(language: 'vi' | 'en'): Say {
  return (key, values = {}) => fillIn(texts[key][language === 'vi' ? 0 : 1], values)
}

/** A sentence with its `{name}`s filled in. */
export function fillIn(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** A sentence with its `{name}` still in it, for a script that fills it in. */
export function templateOf(language: 'vi' | 'en', key: TextKey): string {
  return texts[key][language === 'vi' ? 0 : 1]
}
