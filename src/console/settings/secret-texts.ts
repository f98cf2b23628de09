/** Sentences of the page about a site's keys, Vietnamese first. */
const texts = {
  title: ['Khóa bí mật của {name}', 'Keys of {name}'],
  intro: [
    'Nhập ở đây, không xem lại được ở đâu cả. Mỗi lần đặt hay bỏ đều được ghi vào nhật ký.',
    'They are entered here and can be read nowhere. Setting and removing one is recorded.',
  ],
  akismet: ['Akismet', 'Akismet'],
  akismetHint: [
    'Khóa của dịch vụ kiểm tra thư rác đặt trong cài đặt “Dịch vụ bên ngoài”.',
    'Key of the service that the settings name under “Outside services”.',
  ],
  member: ['Khóa thành viên', 'Members’ key'],
  memberHint: [
    'Dùng để kiểm tra chữ ký của độc giả đã đăng nhập ở trang của tòa soạn. Với HS256: chuỗi bí mật từ 32 byte. Với ES256 hoặc EdDSA: khóa công khai dạng JWK, dán nguyên cả dấu ngoặc nhọn.',
    'Checks the signatures of readers who signed in to the newspaper. For HS256 a secret of at least 32 bytes; for ES256 or EdDSA the public key as JWK, with its braces.',
  ],
  memberAlgorithm: ['Cách ký đang dùng: {name}', 'Signed with at present: {name}'],
  isSet: ['Đã đặt', 'Set'],
  notSet: ['Chưa đặt', 'Not set'],
  changed: ['đổi lần cuối', 'last changed'],
  value: ['Khóa mới', 'New key'],
  save: ['Lưu khóa', 'Save the key'],
  replaced: ['Khóa cũ còn dùng được thêm một ngày.', 'The former key counts for another day.'],
  remove: ['Bỏ khóa', 'Remove the key'],
  removeHint: ['Bỏ là có hiệu lực ngay.', 'Removing takes effect at once.'],
  webhooks: ['Webhook', 'Webhooks'],
  webhooksHint: [
    'Mỗi địa chỉ có một khóa để bên nhận kiểm tra chữ ký. Khóa do máy tạo và chỉ hiện một lần; khóa cũ còn dùng được thêm một ngày.',
    'Each address has a key by which its owner checks signatures. It is made here and shown once; the former one signs along for a day.',
  ],
  noHooks: ['Trang này chưa có webhook nào trong cài đặt.', 'The settings name no webhook yet.'],
  make: ['Tạo khóa', 'Make a key'],
  renew: ['Tạo khóa mới', 'Make a new key'],
  made: ['Khóa mới của {url}', 'The new key of {url}'],
  once: [
    'Hãy chép ngay: khóa này không hiện lại lần nào nữa.',
    'Copy it now: it is never shown again.',
  ],
  saved: ['Đã lưu khóa.', 'The key is saved.'],
  removed: ['Đã bỏ khóa.', 'The key is removed.'],
  notJson: ['Khóa công khai phải là JWK đọc được', 'A public key must be a JWK that can be read'],
} as const satisfies Record<string, readonly [vi: string, en: string]>

export type SecretText = keyof typeof texts
export type SaySecrets = (key: SecretText, values?: Record<string, string>) => string

/** The page's voice in one language. */
export function speakSecrets(language: 'vi' | 'en'): SaySecrets {
  return (key, values = {}) =>
    texts[key][language === 'vi' ? 0 : 1].replace(
      /\{(\w+)\}/g,
      (_, name: string) => values[name] ?? '',
    )
}
