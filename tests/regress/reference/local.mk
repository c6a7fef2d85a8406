# Warnings of the translator are what it shows.
notation_FLAGSCFA = -Wno-error
