"""The pages of the patient's tools, one module a tool. None keeps, logs or mails anything of what readers say."""
