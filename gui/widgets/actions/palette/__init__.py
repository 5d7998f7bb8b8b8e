"""The palette (Ctrl+K): one list over actions, profiles, codes and recordings. It finds and opens."""
