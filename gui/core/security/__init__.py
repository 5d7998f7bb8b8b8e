"""Redaction, keychain and usersig: where secrets are kept, made and masked."""
