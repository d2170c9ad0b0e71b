"""Sentences of DRF in Vietnamese: its catalogue lacks most of them, and says the rest in other words than ours."""

from rest_framework import fields, relations, serializers, validators

NUMBER = "Phải là một số, ví dụ 12.5."
WHOLE = {
    "invalid": "Phải là số nguyên.",
    "max_value": "Nhiều nhất là {max_value}.",
    "min_value": "Ít nhất là {min_value}.",
    "max_string_length": "Số quá dài.",
}
WORDS: dict[type[fields.Field], dict[str, str]] = {
    fields.Field: {"required": "Thiếu trường này.", "null": "Không được để null."},
    fields.BooleanField: {"invalid": "Phải là true hoặc false."},
    fields.CharField: {
        "invalid": "Phải là chữ.",
        "blank": "Không được để trống.",
        "max_length": "Dài quá {max_length} ký tự. Viết ngắn lại.",
        "min_length": "Cần ít nhất {min_length} ký tự.",
    },
    fields.EmailField: {"invalid": "Không phải một địa chỉ thư điện tử."},
    fields.RegexField: {"invalid": "Không đúng mẫu quy định."},
    fields.SlugField: dict.fromkeys(("invalid", "invalid_unicode"), "Chỉ gồm chữ không dấu, số, dấu gạch."),
    fields.URLField: {"invalid": "Không phải một địa chỉ web."},
    fields.UUIDField: {"invalid": "Không phải một UUID."},
    fields.IntegerField: WHOLE,
    fields.BigIntegerField: WHOLE,
    fields.FloatField: {
        "invalid": NUMBER,
        "max_value": "Nhiều nhất là {max_value}.",
        "min_value": "Ít nhất là {min_value}.",
        "max_string_length": "Số quá dài.",
        "overflow": "Số quá lớn.",
    },
    fields.DecimalField: {
        "invalid": NUMBER,
        "max_value": "Nhiều nhất là {max_value}.",
        "min_value": "Ít nhất là {min_value}.",
        "max_digits": "Nhiều nhất {max_digits} chữ số.",
        "max_decimal_places": "Nhiều nhất {max_decimal_places} chữ số sau dấu thập phân.",
        "max_whole_digits": "Nhiều nhất {max_whole_digits} chữ số trước dấu thập phân.",
        "max_string_length": "Số quá dài.",
    },
    fields.DateField: {"invalid": "Phải là ngày dạng 2026-01-31.", "datetime": "Phải là ngày, không kèm giờ."},
    fields.DateTimeField: {
        "invalid": "Phải là thời điểm dạng 2026-01-31T09:00:00+07:00.",
        "date": "Phải là thời điểm, có cả giờ.",
        "make_aware": "Không có giờ này ở múi giờ {timezone}.",
        "overflow": "Thời điểm ngoài khoảng ghi được.",
    },
    fields.TimeField: {"invalid": "Phải là giờ dạng 07:30."},
    fields.ChoiceField: {"invalid_choice": "“{input}” không nằm trong các giá trị cho phép."},
    fields.MultipleChoiceField: {
        "invalid_choice": "“{input}” không nằm trong các giá trị cho phép.",
        "not_a_list": "Phải là một danh sách.",
        "empty": "Chọn ít nhất một giá trị.",
    },
    fields.FileField: {
        "required": "Thiếu tệp.",
        "invalid": "Phải gửi tệp bằng multipart/form-data.",
        "no_name": "Tệp không có tên.",
        "empty": "Tệp rỗng.",
        "max_length": "Tên tệp dài quá {max_length} ký tự.",
    },
    fields.ListField: {
        "not_a_list": "Phải là một danh sách.",
        "empty": "Danh sách không được rỗng.",
        "min_length": "Cần ít nhất {min_length} mục.",
        "max_length": "Nhiều nhất {max_length} mục.",
    },
    fields.DictField: {"not_a_dict": "Phải là một đối tượng JSON.", "empty": "Đối tượng không được rỗng."},
    fields.JSONField: {"invalid": "Phải là JSON hợp lệ."},
    relations.PrimaryKeyRelatedField: {
        "required": "Thiếu trường này.",
        "does_not_exist": "Không có mục mang số {pk_value}.",
        "incorrect_type": "Phải là số của một mục.",
    },
    relations.ManyRelatedField: {"not_a_list": "Phải là một danh sách.", "empty": "Danh sách không được rỗng."},
    serializers.Serializer: {"invalid": "Phải là một đối tượng JSON."},
    serializers.ListSerializer: {
        "not_a_list": "Phải là một danh sách.",
        "empty": "Danh sách không được rỗng.",
        "min_length": "Cần ít nhất {min_length} mục.",
        "max_length": "Nhiều nhất {max_length} mục.",
    },
}


def speak_vietnamese() -> None:
    """For every field made from now on; fields of a serializer are made anew for each request."""
    for kind, words in WORDS.items():
        kind.default_error_messages = getattr(kind, "default_error_messages", {}) | words
    validators.UniqueValidator.message = "Đã có mục khác mang giá trị này."
    validators.UniqueTogetherValidator.message = "Đã có mục khác mang cùng các giá trị {field_names}."
    validators.ProhibitSurrogateCharactersValidator.message = "Có ký tự hỏng (U+{code_point:X}). Gõ lại."
