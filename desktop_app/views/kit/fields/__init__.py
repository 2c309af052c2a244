"""Fields that know no subject: dates, numbers, choices, texts, and the row that labels them."""
